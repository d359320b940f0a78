package import OutpostModel

/// Which sessions' intents are being carried out, and which have to wait: one at a time in each
/// lane, so many lanes at once, and no lane waits for another's pause.
package struct Lanes: Hashable, Sendable {
    private struct Rest: Hashable {
        var until: Duration
        var failures: Int
    }

    /// Lanes at work at once.
    package let limit: Int
    private var busy: Set<Session.ID> = []
    private var resting: [Session.ID: Rest] = [:]

    package static let defaultLimit = 4
    /// Lanes whose pauses are remembered at once.
    package static let mostResting = 1_000

    package init(limit: Int = defaultLimit) { self.limit = limit }

    /// How many heads to read so that every free place can be filled: those that cannot start may
    /// all stand before those that can. Zero if nothing can start.
    package var headsWanted: Int {
        busy.count < limit ? limit + resting.count : 0
    }

    /// Takes the heads that may be carried out now, the oldest first, and marks their lanes.
    package mutating func start(_ heads: [Intent], at uptime: Duration) -> [Intent] {
        var started: [Intent] = []
        for intent in heads where busy.count < limit && mayStart(intent.sessionID, uptime) {
            busy.insert(intent.sessionID)
            started.append(intent)
        }
        return started
    }

    /// Frees the lane, and lets it rest if it has to.
    ///
    /// - Parameter jitter: a number from 0 up to 1.
    package mutating func finish(
        _ session: Session.ID, _ pause: Pause, at uptime: Duration, jitter: Double
    ) {
        busy.remove(session)
        switch pause {
        case .none:
            resting[session] = nil
        case .backoff(let atLeast):
            let failures = (resting[session]?.failures ?? 0) + 1
            let rest = Backoff.retry.pause(afterFailure: failures, jitter: jitter)
            resting[session] = Rest(until: uptime + max(rest, atLeast ?? .zero), failures: failures)
            forgetIfTooMany()
        }
    }

    /// Lets the lanes of what was on its way when the agent died rest until it has arrived or never
    /// will.
    package mutating func hold(_ stranded: [Intent], at uptime: Duration) {
        for intent in stranded.prefix(Self.mostResting) {
            resting[intent.sessionID] = Rest(until: uptime + Carriage.lateness, failures: 0)
        }
    }

    /// Forgets the one whose rest ends first: it is merely tried again a little early.
    private mutating func forgetIfTooMany() {
        guard resting.count > Self.mostResting,
            let first = resting.min(by: { $0.value.until < $1.value.until })
        else { return }
        resting[first.key] = nil
    }

    /// How long until a resting lane may go on; nil if none rests. A lane whose rest is over waits for
    /// something else: the line, a free place, or for nothing, its intent being gone.
    package func nextDue(at uptime: Duration) -> Duration? {
        resting.filter { !busy.contains($0.key) && $0.value.until > uptime }
            .values.map { $0.until - uptime }.min()
    }

    /// How long the lane still rests after a failure; nil if it does not.
    package func rest(of session: Session.ID, at uptime: Duration) -> Duration? {
        guard let rest = resting[session], rest.until > uptime else { return nil }
        return rest.until - uptime
    }

    private func mayStart(_ session: Session.ID, _ uptime: Duration) -> Bool {
        !busy.contains(session) && (resting[session]?.until ?? uptime) <= uptime
    }
}
