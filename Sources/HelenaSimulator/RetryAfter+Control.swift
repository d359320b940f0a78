/// `Retry-After` as the control address takes it.
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
