package import Foundation
import GRDB
package import OutpostModel
import Synchronization

/// Callers who wait for the same commit: while one batch is being synced, the next one gathers.
final class Submissions: Sendable {
    struct Entry: Sendable {
        let new: NewIntent
        let now: Date
        let answer: CheckedContinuation<Result<Acceptance, OutboxFailure>, Never>
    }

    /// The most in one transaction, so that nobody waits long for those before him.
    static let largestBatch = 256

    private let waiting = Mutex<[Entry]>([])

    func add(_ entry: Entry) { waiting.withLock { $0.append(entry) } }

    func take() -> [Entry] {
        waiting.withLock { waiting in
            defer { waiting.removeFirst(min(waiting.count, Self.largestBatch)) }
            return Array(waiting.prefix(Self.largestBatch))
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
            try database.inTransaction(.immediate) {
                try keepTime(at: last.now, database)
                for entry in batch { results.append(try settled(entry, database)) }
                return .commit
            }
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
