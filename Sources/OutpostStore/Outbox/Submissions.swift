import Dispatch
package import Foundation
import GRDB
package import OutpostModel
import Synchronization

/// Callers who wait for the same commit: while one batch is being synced, the next one gathers.
///
/// Those who were just answered often ask again at once. The next batch waits for them a little: or there
/// would be two crowds that take turns, each of which waits for the other's sync.
final class Submissions: Sendable {
    struct Entry: Sendable {
        let new: NewIntent
        let now: Date
        let answer: CheckedContinuation<Result<Acceptance, OutboxFailure>, Never>
    }

    /// The most in one transaction, so that nobody waits long for those before him.
    static let largestBatch = 256
    /// How much of a commit's time the next batch waits at most for those who are likely to come.
    static let patience = 0.1
    /// And at most so long, however slow the disk is just now.
    private let longestPatience: Duration

    private struct Crowd {
        var waiting: [Entry] = []
        /// How many are likely to ask; 1: nobody but the one who does.
        var expected = 1
        var lastCommit = Duration.zero
        var lastEnd: ContinuousClock.Instant?
        /// Somebody waits until there are so many.
        var awaited: Int?
    }

    private let crowd = Mutex(Crowd())
    private let isComplete = DispatchSemaphore(value: 0)
    private let clock = ContinuousClock()

    init(longestPatience: Duration = .milliseconds(20)) { self.longestPatience = longestPatience }

    func add(_ entry: Entry) {
        crowd.withLock { crowd in
            crowd.waiting.append(entry)
            guard crowd.waiting.count == crowd.awaited else { return }
            crowd.awaited = nil
            isComplete.signal()
        }
    }

    /// How many wait.
    var count: Int { crowd.withLock(\.waiting.count) }

    /// The next batch. Blocks for a little while if more are likely to come.
    func take() -> [Entry] {
        gather()
        return crowd.withLock { crowd in
            defer { crowd.waiting.removeFirst(min(crowd.waiting.count, Self.largestBatch)) }
            return Array(crowd.waiting.prefix(Self.largestBatch))
        }
    }

    private func gather() {
        let patience = crowd.withLock { crowd -> DispatchTimeInterval? in
            let most = min(crowd.expected, Self.largestBatch)
            // Who was answered long ago has gone.
            guard !crowd.waiting.isEmpty, crowd.waiting.count < most, let end = crowd.lastEnd,
                clock.now - end < crowd.lastCommit
            else { return nil }
            crowd.awaited = most
            let patience = min(crowd.lastCommit * Self.patience, longestPatience)
            return .nanoseconds(Int(patience / .nanoseconds(1)))
        }
        guard let patience else { return }
        guard isComplete.wait(timeout: .now() + patience) == .timedOut else { return }
        let isLate = crowd.withLock { crowd in
            defer { crowd.awaited = nil }
            return crowd.awaited == nil
        }
        // It was rung in between: that bell is not for the next batch.
        if isLate { isComplete.wait() }
    }

    /// So many were answered, after a commit that took so long.
    func answered(_ count: Int, after commit: Duration) {
        crowd.withLock { crowd in
            crowd.expected = count + crowd.waiting.count
            crowd.lastCommit = commit
            crowd.lastEnd = clock.now
        }
    }
}

extension Outbox {
    /// Does what ``accept(_:at:)`` does, and shares its sync with whoever asks at the same time.
    ///
    /// A single caller pays for one sync, and sixty-four together for a few.
    package func submit(
        _ new: NewIntent, at now: Date
    ) async throws(OutboxFailure) -> Acceptance {
        let result = await withCheckedContinuation { continuation in
            submissions.add(Submissions.Entry(new: new, now: now, answer: continuation))
            // As many drains as callers; those that find nothing left to do cost nothing.
            database.writer.asyncWriteWithoutTransaction { drain($0) }
        }
        return try result.get()
    }

    private func drain(_ database: Database) {
        let batch = submissions.take()
        guard let last = batch.last else { return }
        do {
            var results: [Result<Acceptance, OutboxFailure>] = []
            let time = try ContinuousClock().measure {
                try database.inTransaction(.immediate) {
                    try keepTime(at: last.now, database)
                    for entry in batch { results.append(try settled(entry, database)) }
                    return .commit
                }
            }
            submissions.answered(batch.count, after: time)
            for (entry, result) in zip(batch, results) { entry.answer.resume(returning: result) }
        } catch {
            // The disk or the file: nothing of the batch was stored.
            let failure = outboxFailure(error)
            for entry in batch { entry.answer.resume(returning: .failure(failure)) }
        }
    }

    /// A refusal concerns one caller; any other error concerns the transaction, and all in it.
    private func settled(
        _ entry: Submissions.Entry, _ database: Database
    ) throws -> Result<Acceptance, OutboxFailure> {
        do {
            return .success(try save(entry.new, at: entry.now, database))
        } catch let refusal as OutboxFailure {
            return .failure(refusal)
        }
    }
}
