/// Settings as the control address takes them; what is left out stays as it is:
/// `{"rateLimits": true, "short": 200, "shortSeconds": 5, "long": 1000, "longSeconds": 300,
/// "retryAfter": 3, "honoursUpdatedAfter": false, "boundsAreInclusive": true, "apiKey": "pn_…"}`.
extension SimulatorSettings {
    mutating func change(_ body: JSONValue) throws(ControlError) {
        guard case .object(let members) = body else { return }
        let known = Self.names
        if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw ControlError(
                "There is no setting \(unknown); there are: "
                    + known.joined(separator: ", ") + ".")
        }
        if let key = body.member("apiKey") {
            guard let text = key.string else { throw ControlError("apiKey must be a string.") }
            apiKey = text
        }
        honoursUpdatedAfter = try Self.flag(body, "honoursUpdatedAfter") ?? honoursUpdatedAfter
        boundsAreInclusive = try Self.flag(body, "boundsAreInclusive") ?? boundsAreInclusive
        if let isLimited = try Self.flag(body, "rateLimits") {
            limits = isLimited ? limits ?? AccountLimits() : nil
        }
        if var limits {
            try limits.change(body)
            self.limits = limits
        }
    }

    private static let names = [
        "apiKey", "boundsAreInclusive", "honoursUpdatedAfter", "long", "longSeconds",
        "rateLimits", "retryAfter", "retryAfterForm", "short", "shortSeconds",
    ]

    private static func flag(_ body: JSONValue, _ name: String) throws(ControlError) -> Bool? {
        guard let member = body.member(name) else { return nil }
        guard let flag = member.bool else { throw ControlError("\(name) must be true or false.") }
        return flag
    }
}

extension AccountLimits {
    fileprivate mutating func change(_ body: JSONValue) throws(ControlError) {
        short = try Self.positive(body, "short").map { Int($0) } ?? short
        long = try Self.positive(body, "long").map { Int($0) } ?? long
        shortWindow = try Self.positive(body, "shortSeconds").map { .seconds($0) } ?? shortWindow
        longWindow = try Self.positive(body, "longSeconds").map { .seconds($0) } ?? longWindow
        if body["retryAfter"] != nil { retryAfter = try RetryAfter(body) }
    }

    private static func positive(_ body: JSONValue, _ name: String) throws(ControlError) -> Double?
    {
        guard let member = body.member(name) else { return nil }
        guard let number = member.number, number > 0, number < 1_000_000_000 else {
            throw ControlError("\(name) must be a number above zero.")
        }
        return number
    }
}
