/// The faults in force.
///
/// The oldest rule that matches strikes; one request suffers one fault.
struct FaultRules: Sendable, Equatable {
    private(set) var rules: [FaultRule] = []

    mutating func add(_ rule: FaultRule) {
        rules.append(rule)
    }

    mutating func clear() {
        rules.removeAll()
    }

    /// The fault that this request meets, which is then one fewer.
    mutating func strike(_ request: Request) -> Fault? {
        for index in rules.indices where rules[index].matches(request) {
            if rules[index].sparing > 0 {
                rules[index].sparing -= 1
                continue
            }
            let fault = rules[index].fault
            if let remaining = rules[index].remaining {
                guard remaining > 0 else { continue }
                rules[index].remaining = remaining - 1
            }
            rules.removeAll { $0.remaining == 0 }
            return fault
        }
        return nil
    }
}
