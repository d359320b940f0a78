/// The `fault` of a rule, with what belongs to it: `seconds`, `key`, `retryAfter`.
extension Fault {
    init(_ body: JSONValue) throws(ControlError) {
        switch body.member("fault")?.string {
        case "line-cut": self = .lineCut
        case "never-answered": self = .neverAnswered
        case "reset": self = .reset
        case "too-many-requests": self = .tooManyRequests(try RetryAfter(body))
        case "internal-error": self = .internalError
        case "unexplained-error": self = .unexplainedError
        case "unavailable": self = .unavailable
        case "error-in-ok": self = .errorInOK(key: body.member("key")?.string ?? "FORM_ERROR")
        case "refusal": self = .refusal
        case "login-page": self = .loginPage
        case "delay": self = .delay(try Self.seconds(body))
        case "slow-body": self = .slowBody(try Self.seconds(body))
        case "cut-off": self = .cutOff
        case "answer-lost": self = .answerLost
        default:
            let names = Self.names.joined(separator: ", ")
            throw ControlError("fault must be one of: \(names).")
        }
    }

    private static func seconds(_ body: JSONValue) throws(ControlError) -> Duration {
        guard let seconds = body.member("seconds")?.number, seconds >= 0, seconds <= 86_400 else {
            throw ControlError("seconds must say how long this fault lasts.")
        }
        return .seconds(seconds)
    }
}
