import OutpostModel

/// What becomes of one request.
package enum Fate: String, CaseIterable, Sendable {
    case answered
    case noConnection
    case lostBeforeEffect, lostAfterEffect
    case rubbishBeforeEffect, rubbishAfterEffect
    case busyBeforeEffect, busyAfterEffect
    case failedBeforeEffect, failedAfterEffect
    case throttled, keyRefused, refused
    /// The client gives up, and the request arrives after that.
    case late

    var hasEffect: Bool {
        switch self {
        case .answered, .lostAfterEffect, .rubbishAfterEffect, .busyAfterEffect,
            .failedAfterEffect:
            true
        default: false
        }
    }

    /// What the client makes of it, as Helena's classification says; nil for a proper answer.
    func failure(retryAfter: Duration?) -> RemoteFailure? {
        switch self {
        case .answered: nil
        case .noConnection:
            RemoteFailure(.offline(.noRoute), mayHaveBeenApplied: false, reason: "no route")
        case .lostBeforeEffect, .lostAfterEffect:
            RemoteFailure(.offline(.broken), mayHaveBeenApplied: true, reason: "broken")
        case .rubbishBeforeEffect, .rubbishAfterEffect:
            RemoteFailure(.offline(.notTheAPI), mayHaveBeenApplied: true, reason: "not the API")
        case .busyBeforeEffect, .busyAfterEffect:
            RemoteFailure(
                .unavailable(status: 503), mayHaveBeenApplied: true, reason: "busy",
                retryAfter: retryAfter)
        case .failedBeforeEffect, .failedAfterEffect:
            RemoteFailure(.unexplained(status: 500), mayHaveBeenApplied: true, reason: "failed")
        case .throttled:
            RemoteFailure(
                .throttled, mayHaveBeenApplied: false, reason: "too many", retryAfter: retryAfter)
        case .keyRefused:
            RemoteFailure(
                .keyRefused(status: 401), mayHaveBeenApplied: false, reason: "key refused")
        case .refused:
            RemoteFailure(
                .rejected(key: "FORM_ERROR"), mayHaveBeenApplied: false, reason: "refused")
        case .late:
            RemoteFailure(.offline(.timedOut), mayHaveBeenApplied: true, reason: "timed out")
        }
    }
}
