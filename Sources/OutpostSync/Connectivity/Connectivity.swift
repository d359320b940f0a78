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
    private var failures = 0

    package init(at now: Date) { since = now }

    /// Whether work may be sent: until the first failure we assume so, and find out by working.
    package var isOpen: Bool { state != .offline && pause == nil }

    /// Takes in how a request came out; nil is a proper answer.
    package mutating func hear(_ failure: RemoteFailure?, at now: Date) -> Change? {
        switch failure?.kind {
        case nil, .rejected:
            return heardFrom(at: now)
        case .offline, .unavailable:
            return lost(failure?.reason ?? "no answer", at: now)
        case .keyRefused:
            failures += 1
            let change: Change? = pause == nil ? .paused(failure?.reason ?? "key refused") : nil
            pause = failure?.reason
            _ = become(.online, at: now)
            return change
        case .throttled, .unexplained:
            return nil
        }
    }

    /// How long to wait before the next probe.
    package func probePause(jitter: Double) -> Duration {
        Backoff.probe.pause(afterFailure: failures, jitter: jitter)
    }

    private mutating func heardFrom(at now: Date) -> Change? {
        failures = 0
        if pause != nil {
            pause = nil
            _ = become(.online, at: now)
            return .resumed
        }
        return become(.online, at: now) ? .online : nil
    }

    private mutating func lost(_ why: String, at now: Date) -> Change? {
        failures += 1
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
