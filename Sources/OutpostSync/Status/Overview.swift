package import Foundation
package import OutpostModel
package import OutpostStore

/// Reads from the two databases, and from the line where there is one, how everything stands.
package struct Overview: Sendable {
    let outbox: Outbox?
    let cache: Cache?
    private let cacheFailure: StoreFailure?
    private let line: Line?
    private let budget: @Sendable (Date) -> StatusReport.Budget?
    private let daemon: StatusReport.Daemon
    private let newKey: String?
    private let readers: @Sendable () -> [String]
    private let clockAhead: @Sendable () -> TimeInterval?
    private let surroundings: @Sendable () -> [String]
    private let callers: @Sendable () -> StatusReport.Callers?

    /// By how much clocks may differ before somebody is told, seconds.
    private static let clockTolerance: TimeInterval = 300
    /// How long it is told that a transfer came to nothing, seconds.
    static let day: TimeInterval = 86_400

    /// Nil for what does not exist: no file yet, no agent running.
    ///
    /// - Parameters:
    ///   - cacheFailure: why there is no cache, where it is there and cannot be used.
    ///   - newKey: how another key takes the place of one that is refused, a part of a sentence.
    ///   - surroundings: what is wrong with the directory, the disk and the like, a sentence each.
    package init(
        outbox: Outbox?, cache: Cache?, cacheFailure: StoreFailure? = nil, line: Line?,
        budget: @escaping @Sendable (Date) -> StatusReport.Budget? = { _ in nil },
        daemon: StatusReport.Daemon = .stopped, newKey: String? = nil,
        readers: @escaping @Sendable () -> [String] = { [] },
        clockAhead: @escaping @Sendable () -> TimeInterval? = { nil },
        surroundings: @escaping @Sendable () -> [String] = { [] },
        callers: @escaping @Sendable () -> StatusReport.Callers? = { nil }
    ) {
        self.outbox = outbox
        self.cache = cache
        self.cacheFailure = cacheFailure
        self.line = line
        self.budget = budget
        self.daemon = daemon
        self.newKey = newKey
        self.readers = readers
        self.clockAhead = clockAhead
        self.surroundings = surroundings
        self.callers = callers
    }

    package func report(at now: Date) throws(RequestFailure) -> StatusReport {
        let connectivity = line?.connectivity
        return StatusReport(
            connectivity: .init(
                state: connectivity?.state.rawValue ?? "unknown",
                since: connectivity.map { Timestamp($0.since) }, reason: connectivity?.reason,
                cause: connectivity?.cause,
                layers: connectivity?.layers ?? .unknown),
            cache: .init(
                departments: cached(.departments, at: now), users: cached(.users, at: now),
                sessions: cached(.sessions, at: now)),
            outbox: try queue(at: now),
            paused: connectivity?.pause.map { .init(reason: $0, next: newKey) },
            budget: budget(now), daemon: daemon, warnings: warnings,
            attention: try attention(at: now), callers: callers())
    }

    private var warnings: [String] {
        surroundings() + clockWarning + journalWarning
    }

    private var clockWarning: [String] {
        guard let ahead = clockAhead(), abs(ahead) > Self.clockTolerance else { return [] }
        return [ClockWords.difference(ahead)]
    }

    /// Our own reads are short, so a journal that cannot be cut is somebody else's doing.
    private var journalWarning: [String] {
        guard let bytes = outbox?.journalBytes, bytes > Journal.worthAWord else { return [] }
        let names = readers().listed(or: "and")
        return [
            """
            the journal of \(Outbox.fileName) has grown to \(bytes >> 20) MiB, because another \
            program reads it and does not let go\(names.isEmpty ? "" : ": \(names)")
            """
        ]
    }

    /// A cache that cannot be read is part of the answer, not a reason for none.
    private func cached(_ resource: Resource, at now: Date) -> StatusReport.CachedResource {
        guard let cache else {
            let state = RefreshState(failure: cacheFailure?.description)
            return .init(count: 0, state, ageSeconds: nil)
        }
        do {
            let state = try cache.refreshState(resource)
            return .init(
                count: try cache.count(resource), state,
                ageSeconds: state.refreshedAt.map { $0.age(at: now) })
        } catch {
            return .init(count: 0, RefreshState(failure: error.description), ageSeconds: nil)
        }
    }

    private func queue(at now: Date) throws(RequestFailure) -> StatusReport.OutboxReport {
        guard let outbox else {
            let empty = Tally(accepted: 0, counts: [:], oldestQueuedAt: nil)
            return .init(empty, oldestQueuedSeconds: nil)
        }
        do {
            let tally = try outbox.tally()
            return .init(
                tally, oldestQueuedSeconds: tally.oldestQueuedAt.map { $0.age(at: now) },
                failedLastDay: try outbox.failures(since: now - Self.day, most: 0).count)
        } catch {
            throw .outbox(error)
        }
    }
}

extension Date {
    /// Whole seconds since then; never negative, whatever the clock was set to.
    fileprivate func age(at now: Date) -> Int { max(0, Int(now.timeIntervalSince(self))) }
}
