/// When the next probe leaves while the line is closed: after pauses that grow, after whatever the
/// server asked for, and at once when the computer's network changes.
package struct ProbePace: Hashable, Sendable {
    /// How long a line must have been open before the pauses begin anew. One that flaps would
    /// otherwise be probed every second by everybody who shares it.
    package static let stableAfter = Duration.seconds(60)
    /// At most one probe in so long, however often the network changes.
    package static let hurriedEvery = Duration.seconds(1)
    /// Doublings of that, while one after the other leaves and none is answered.
    private static let mostDoublings = 5
    /// At most one new beginning of the pauses in so long, however often the network is gone.
    private static let restartEvery = Duration.seconds(5)

    /// How many left since the line was last stable.
    private var probes = 0
    private var openedAt: Duration?
    /// What the server asked for.
    private var heldUntil: Duration?
    private var due: Duration?
    private var leftAt: Duration?
    private var isUnderWay = false
    /// How many more left while the first of them was under way.
    private var alongside = 0
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

    /// The network came back after it was gone: what failed before says nothing any more, and the
    /// new one may need a few seconds until it carries anything.
    mutating func restart(at now: Duration) {
        if let restartedAt, now - restartedAt < Self.restartEvery { return }
        restartedAt = now
        probes = 0
    }

    /// Lets the next probe leave as soon as may be.
    ///
    /// One that is under way is given a moment to be answered, and a longer one each time: a network
    /// that changes every second must not fill a slow line with probes.
    mutating func hurry(at now: Duration) {
        let patience =
            isUnderWay
            ? Self.hurriedEvery * (1 << min(alongside, Self.mostDoublings)) : Self.hurriedEvery
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

    /// How long until another probe leaves alongside the one under way; nil if none is to.
    func patienceLeft(at now: Duration) -> Duration? {
        isUnderWay ? due.map { max(.zero, $0 - now) } : nil
    }

    mutating func leave(at now: Duration) {
        due = nil
        leftAt = now
        if isUnderWay { alongside += 1 } else { probes += 1 }
        isUnderWay = true
    }

    /// The probe under way has come out, and so have those that left alongside it.
    mutating func end() {
        isUnderWay = false
        alongside = 0
    }
}
