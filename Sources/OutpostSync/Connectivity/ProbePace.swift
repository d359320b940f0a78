/// When the next probe leaves while the line is closed: after pauses that grow, after whatever the
/// server asked for, and at once when the computer's network changes.
package struct ProbePace: Hashable, Sendable {
    /// How long a line must have been open before the pauses begin anew. One that flaps would
    /// otherwise be probed every second by everybody who shares it.
    package static let stableAfter = Duration.seconds(60)
    /// At most one probe in so long, however often the network changes.
    package static let hurriedEvery = Duration.seconds(1)
    /// Doublings of that, while probes under way are given up one after the other.
    private static let mostDoublings = 5

    /// How many left since the line was last stable.
    private var probes = 0
    private var openedAt: Duration?
    /// What the server asked for.
    private var heldUntil: Duration?
    private var due: Duration?
    private var leftAt: Duration?
    private var isUnderWay = false
    /// How many in a row were given up for a newer one.
    private var replaced = 0
    private var restartedAt: Duration?

    package init() {}

    mutating func open(at now: Duration) {
        openedAt = now
        heldUntil = nil
        due = nil
    }

    mutating func close(at now: Duration) {
        if let openedAt, now - openedAt >= Self.stableAfter { probes = 0 }
        openedAt = nil
        due = nil
    }

    /// The server asked us not to come back earlier.
    mutating func hold(for pause: Duration, at now: Duration) {
        heldUntil = max(heldUntil ?? now, now + pause)
        due = nil
    }

    /// The network came back after it was gone: what failed before says nothing any more. Once a
    /// minute at most, for the sake of links that flap.
    mutating func restart(at now: Duration) {
        if let restartedAt, now - restartedAt < Self.stableAfter { return }
        restartedAt = now
        probes = 0
    }

    /// Lets the next probe leave as soon as may be.
    ///
    /// One that is under way is given a moment to be answered, and a longer one each time, so that a
    /// network that changes every second cannot keep a slow line from ever answering.
    mutating func hurry(at now: Duration) {
        let patience =
            isUnderWay
            ? Self.hurriedEvery * (1 << min(replaced, Self.mostDoublings)) : Self.hurriedEvery
        let soonest = max(now, heldUntil ?? now, leftAt.map { $0 + patience } ?? now)
        due = min(due ?? soonest, soonest)
    }

    /// How long until the next probe leaves. Drawn once for each, with full jitter on top of what the
    /// server asked: those who were all told the same must not come back together.
    ///
    /// - Parameter jitter: a number from 0 up to 1.
    mutating func pause(jitter: Double, at now: Duration) -> Duration {
        let moment =
            due
            ?? max(now, heldUntil ?? now)
            + Backoff.probe.pause(afterFailure: probes + 1, jitter: jitter)
        due = moment
        return max(.zero, moment - now)
    }

    /// How long until the probe under way is given up for a newer one; nil if it is not.
    func patienceLeft(at now: Duration) -> Duration? {
        isUnderWay ? due.map { max(.zero, $0 - now) } : nil
    }

    mutating func leave(at now: Duration) {
        due = nil
        leftAt = now
        isUnderWay = true
        probes += 1
    }

    /// - Parameter wasReplaced: whether it was given up for a newer one, which then leaves.
    mutating func end(wasReplaced: Bool) {
        isUnderWay = false
        replaced = wasReplaced ? replaced + 1 : 0
    }
}
