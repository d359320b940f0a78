package import Foundation
package import OutpostModel

/// Whether the API answers, as far as the last requests and the system tell: a value that is told
/// each outcome.
///
///     unknown ──▶ online ◀──▶ offline
///
/// Online means that the API itself answered a short while ago; a hotel's login page is offline.
/// A refused key is neither: the API answers, and the queue is paused until the key works.
package struct Connectivity: Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case unknown, online, offline
    }

    package private(set) var since: Date
    /// When it was last closed, on the monotonic clock: what was known before may have changed
    /// meanwhile. Nil: it never was.
    package private(set) var closedAt: Duration?
    /// When the API last answered properly, on the monotonic clock.
    private var answeredAt: Duration?
    /// Why nothing is sent although the API answers, in words: its key is refused.
    package private(set) var pause: String?
    private var evidence = Evidence()
    /// Where the last request ended that nobody answered.
    private var lastCause: OfflineCause?
    private var pace = ProbePace()
    private var damper: Damper
    /// A key was refused once: not yet a reason to alarm anybody, for the API answers 401 to other
    /// things too. The probe asks for something that is known to exist.
    private var isKeyInDoubt = false

    package init(at now: Moment, damping: Duration = Damper.usual) {
        since = now.wall
        damper = Damper(damping: damping)
    }

    package var state: State { evidence.state }

    /// Why it is offline, in words.
    package var reason: String? { evidence.reason }

    /// What stands between us and the API while it is offline, where that is known.
    package var cause: OfflineCause? {
        guard state == .offline else { return nil }
        return layers.link.state == .down ? .noRoute : lastCause
    }

    /// What is up, what is down, and why.
    package var layers: Layers { evidence.layers }

    /// Whether work may be sent: until the first failure we assume so, and find out by working.
    package var isOpen: Bool { state != .offline && pause == nil && !isKeyInDoubt }

    /// Takes in how a request came out; nil is a proper answer.
    ///
    /// - Parameter leftAt: when it left, on the monotonic clock. One that found nobody, and left before
    ///   the API last answered, tells of a network that was there then: what hangs in the old one
    ///   until its time limit must not close the line that the new one has opened.
    package mutating func hear(
        _ failure: RemoteFailure?, leftAt: Duration? = nil, at now: Moment
    ) {
        if case .offline? = failure?.kind, let leftAt, let answeredAt, leftAt < answeredAt {
            return
        }
        turning(at: now) { line in
            if let wait = failure?.retryAfter { line.pace.hold(for: wait, at: now.uptime) }
            line.takeIn(failure, at: now)
        }
    }

    /// The system says that the network changed, and whether there is a route now.
    ///
    /// Without one the line is closed at once: a request would find out too, but one that goes over
    /// a connection that stood before waits for its time limit. Should the system be wrong, the
    /// probe that leaves at once opens the line again.
    package mutating func linkChanged(hasRoute: Bool, at now: Moment) {
        let wasOpen = isOpen
        turning(at: now) { line in
            let isBack = line.evidence.linkChanged(hasRoute: hasRoute)
            if isBack { line.lastCause = nil }
            if isBack { line.pace.restart(at: now.uptime) }
        }
        if !isOpen, hasRoute || wasOpen { pace.hurry(at: now.uptime) }
    }

    private mutating func takeIn(_ failure: RemoteFailure?, at now: Moment) {
        let reason = failure?.reason ?? "no answer"
        lastCause = if case .offline(let cause)? = failure?.kind { cause } else { nil }
        switch failure?.kind {
        case nil, .rejected:
            answeredAt = now.uptime
            evidence.answered()
            isKeyInDoubt = false
            pause = nil
        case .offline(let cause):
            evidence.failed(cause, reason)
            isKeyInDoubt = false
        case .unavailable:
            evidence.unavailable(reason)
            isKeyInDoubt = false
        case .keyRefused:
            refuse(reason)
        case .throttled, .unexplained:
            evidence.answeredImproperly(reason)
        }
    }

    private mutating func refuse(_ reason: String) {
        guard isKeyInDoubt || pause != nil else {
            isKeyInDoubt = true
            return
        }
        isKeyInDoubt = false
        pause = reason
        evidence.answered(remark: reason)
    }

    /// Sees to what follows when the line opens, closes or changes its state.
    private mutating func turning(at now: Moment, _ change: (inout Self) -> Void) {
        let before = self
        change(&self)
        if state != before.state { since = now.wall }
        if isOpen != before.isOpen {
            if isOpen { pace.open(at: now.uptime) } else { pace.close(at: now.uptime) }
            if !isOpen { closedAt = now.uptime }
        }
        // One more answer decides whether it is the key: it is asked for at once.
        if isKeyInDoubt, !before.isKeyInDoubt { pace.hurry(at: now.uptime) }
        damper.turn(standing, at: now.uptime)
    }

    private var standing: LineState? {
        switch state {
        case .unknown: nil
        case .offline: .offline
        case .online: pause == nil ? .online : .paused
        }
    }
}

// What people are told.
extension Connectivity {
    /// When there is something to tell, on the monotonic clock; nil if there is nothing.
    package var newsDue: Duration? { damper.due }

    /// What people should hear of now. It counts as told.
    package mutating func news(at now: Moment) -> LineNews? {
        damper.take(at: now.uptime).map { told in
            switch told {
            case .offline: LineNews(state: told, reason: reason, since: since)
            case .paused: LineNews(state: told, reason: pause, since: since)
            case .online, .resumed: LineNews(state: told, reason: nil, since: since)
            }
        }
    }
}

// When to probe.
extension Connectivity {
    /// How long to wait before the next probe, while the line is closed.
    ///
    /// - Parameter jitter: a number from 0 up to 1. The pause is drawn once for each probe.
    package mutating func probePause(jitter: Double, at now: Moment) -> Duration {
        pace.pause(jitter: jitter, at: now.uptime)
    }

    /// How long the probe under way is waited for before another leaves alongside it; nil if nothing
    /// has happened that would make another one worth more.
    package func probePatience(at now: Moment) -> Duration? { pace.patienceLeft(at: now.uptime) }

    package mutating func probeLeaves(at now: Moment) { pace.leave(at: now.uptime) }

    package mutating func probeEnded() { pace.end() }
}
