import OutpostModel

extension RemoteFailure {
    /// No connection: the server has heard nothing.
    static let lineDown = RemoteFailure(
        .offline(.noRoute), mayHaveBeenApplied: false, reason: "no route")
    /// The connection broke while the answer was awaited.
    static let lineBroke = RemoteFailure(
        .offline(.broken), mayHaveBeenApplied: true, reason: "the connection broke")
    static let busy = RemoteFailure(
        .unavailable(status: 503), mayHaveBeenApplied: false, reason: "busy",
        retryAfter: .seconds(40))
    static let throttled = RemoteFailure(
        .throttled, mayHaveBeenApplied: false, reason: "too many requests",
        retryAfter: .seconds(40))
    static let keyRefused = RemoteFailure(
        .keyRefused(status: 401), mayHaveBeenApplied: false, reason: "the key is refused")
    static let rejected = RemoteFailure(
        .rejected(key: "FORM_ERROR"), mayHaveBeenApplied: false, reason: "no such department")
    static let unexplained = RemoteFailure(
        .unexplained(status: 500), mayHaveBeenApplied: true, reason: "failed with status 500")
}

extension RemoteFailure {
    /// No answer came, for that reason, which is also its sentence.
    static func offline(_ cause: OfflineCause) -> RemoteFailure {
        RemoteFailure(.offline(cause), mayHaveBeenApplied: false, reason: cause.rawValue)
    }
}
