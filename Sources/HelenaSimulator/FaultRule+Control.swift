/// Faults as the control address takes them:
/// `{"fault": "delay", "seconds": 0.5, "next": 3, "after": 0, "method": "PUT", "path": "transfer"}`.
extension FaultRule {
    init(_ body: JSONValue) throws(ControlError) {
        self.init(
            fault: try Fault(body), remaining: try Self.count(body, "next"),
            sparing: try Self.count(body, "after") ?? 0,
            method: try Self.text(body, "method"), pathContains: try Self.text(body, "path"))
    }

    private static func count(_ body: JSONValue, _ name: String) throws(ControlError) -> Int? {
        guard let member = body.member(name) else { return nil }
        guard let count = member.integer, count >= 0 else {
            throw ControlError("\(name) must be a whole number of requests, or left out.")
        }
        return count
    }

    private static func text(_ body: JSONValue, _ name: String) throws(ControlError) -> String? {
        guard let member = body.member(name) else { return nil }
        guard let text = member.string else {
            throw ControlError("\(name) must be a string, or left out.")
        }
        return text
    }
}

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

extension RetryAfter {
    /// `retryAfter` in seconds, sent as such, or as a date with `"retryAfterForm": "date"`.
    init?(_ body: JSONValue) throws(ControlError) {
        guard let member = body.member("retryAfter") else { return nil }
        guard let seconds = member.integer, seconds >= 0 else {
            throw ControlError("retryAfter must be a whole number of seconds, or left out.")
        }
        switch body.member("retryAfterForm")?.string {
        case nil, "seconds": self = .seconds(seconds)
        case "date": self = .date(secondsAhead: seconds)
        default: throw ControlError("retryAfterForm must be seconds or date.")
        }
    }
}
