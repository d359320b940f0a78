package import Foundation
package import OutpostModel

/// Whether the API answers, as far as the last requests tell: a value that is told each outcome.
///
///     unknown ──▶ online ◀──▶ offline
///
/// Online means that the API itself answered a short while ago; a hotel's login page is offline.
/// A refused key is neither: the API answers, and the queue is paused until the key works.
package struct Connectivity: Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case unknown, online, offline
    }

    /// What a person should hear of.
    package enum Change: Hashable, Sendable {
        case online
        case offline(String)
        case paused(String)
        case resumed
    }

    package private(set) var state = State.unknown
    package private(set) var since: Date
    /// Why it is offline, in words.
    package private(set) var reason: String?
    /// Why nothing is sent although the API answers, in words: its key is refused.
    package private(set) var pause: String?
    /// A key was refused once: not yet a reason to alarm anybody, for the API answers 401 to other
    /// things too. The probe asks for something that is known to exist.
    private var isKeyInDoubt = false
    private var failures = 0
    private var retryAfter: Duration?

    package init(at now: Date) { since = now }

    /// Whether work may be sent: until the first failure we assume so, and find out by working.
    package var isOpen: Bool { state != .offline && pause == nil && !isKeyInDoubt }

    /// Takes in how a request came out; nil is a proper answer.
    package mutating func hear(_ failure: RemoteFailure?, at now: Date) -> Change? {
        retryAfter = failure?.retryAfter
        switch failure?.kind {
        case nil, .rejected:
            return heardFrom(at: now)
        case .offline, .unavailable:
            return lost(failure?.reason ?? "no answer", at: now)
        case .keyRefused:
            return refused(failure?.reason ?? "key refused", at: now)
        case .throttled:
            return nil
        case .unexplained:
            // It answers, but not properly: that opens nothing.
            if !isOpen {
                failures += 1
                reason = failure?.reason
            }
            return nil
        }
    }

    /// How long to wait before the next probe: longer each time, and as long as the server asked.
    package func probePause(jitter: Double) -> Duration {
        if isKeyInDoubt, pause == nil { return .zero }
        return max(
            Backoff.probe.pause(afterFailure: failures, jitter: jitter), retryAfter ?? .zero)
    }

    private mutating func refused(_ why: String, at now: Date) -> Change? {
        failures += 1
        guard isKeyInDoubt || pause != nil else {
            isKeyInDoubt = true
            return nil
        }
        isKeyInDoubt = false
        let isNews = pause == nil
        pause = why
        _ = become(.online, at: now)
        return isNews ? .paused(why) : nil
    }

    private mutating func heardFrom(at now: Date) -> Change? {
        failures = 0
        isKeyInDoubt = false
        if pause != nil {
            pause = nil
            _ = become(.online, at: now)
            return .resumed
        }
        return become(.online, at: now) ? .online : nil
    }

    private mutating func lost(_ why: String, at now: Date) -> Change? {
        failures += 1
        isKeyInDoubt = false
        reason = why
        return become(.offline, at: now) ? .offline(why) : nil
    }

    private mutating func become(_ next: State, at now: Date) -> Bool {
        if next == .online { reason = nil }
        guard state != next else { return false }
        state = next
        since = now
        return true
    }
}
