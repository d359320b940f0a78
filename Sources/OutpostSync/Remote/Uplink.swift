package import OutpostModel
import Synchronization

/// The remote API, politely: every request waits for its turn in the budget, and every outcome is
/// told to the line, so that there is one place that knows whether we are online.
package struct Uplink: Remote {
    private let remote: any Remote
    private let priority: Budget.Priority
    let line: Line
    private let meter: Meter
    private let clocks: Clocks
    private var isPrepaid = false

    package init(
        _ remote: any Remote, _ priority: Budget.Priority, line: Line, meter: Meter, clocks: Clocks
    ) {
        self.remote = remote
        self.priority = priority
        self.line = line
        self.meter = meter
        self.clocks = clocks
    }

    /// Waits until so many requests may leave, for those who must not wait between deciding and
    /// sending; they are then sent through ``prepaid``.
    ///
    /// - Returns: false if the task was cancelled first.
    func reserve(_ count: Int) async -> Bool { await meter.take(priority, count: count, clocks) }

    func giveBack(_ count: Int) { meter.giveBack(count, clocks) }

    /// The same uplink for requests that were reserved.
    var prepaid: Uplink {
        var copy = self
        copy.isPrepaid = true
        return copy
    }

    package func departments() async throws(RemoteFailure) -> [Department] {
        // Some servers are asked twice: the second time for an older version of the list.
        try await ask(turns: 2) { remote throws(RemoteFailure) in try await remote.departments() }
    }

    package func users() async throws(RemoteFailure) -> [User] {
        try await ask { remote throws(RemoteFailure) in try await remote.users() }
    }

    package func sessions(
        _ request: SessionPageRequest
    ) async throws(RemoteFailure) -> SessionPage {
        try await ask { remote throws(RemoteFailure) in try await remote.sessions(request) }
    }

    package func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try await ask { remote throws(RemoteFailure) in try await remote.session(id) }
    }

    package func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        try await ask { remote throws(RemoteFailure) in
            try await remote.transfer(id, to: target, stopsBot: stopsBot)
        }
    }

    private func ask<Answer>(
        turns: Int = 1, _ request: (any Remote) async throws(RemoteFailure) -> Answer
    ) async throws(RemoteFailure) -> Answer {
        if !isPrepaid, await !meter.take(priority, count: turns, clocks) {
            throw RemoteFailure(
                .offline(.broken), mayHaveBeenApplied: false, reason: "given up before it was sent")
        }
        let leftAt = clocks.uptime()
        do {
            let answer = try await request(remote)
            meter.finish(turns, clocks)
            line.hear(nil)
            return answer
        } catch {
            meter.finish(turns, after: error, clocks)
            if error.kind == .throttled { meter.close(for: error.retryAfter, clocks) }
            // A request that we gave up ourselves says nothing about the line.
            if !Task.isCancelled { line.hear(error, leftAt: leftAt) }
            throw error
        }
    }
}
