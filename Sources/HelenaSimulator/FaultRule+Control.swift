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
