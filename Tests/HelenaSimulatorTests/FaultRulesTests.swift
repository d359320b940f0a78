import Testing

@testable import HelenaSimulator

@Suite("Fault rules")
struct FaultRulesTests {
    let get = Request(target: "/core/v1/agent")
    let put = Request(method: "PUT", target: "/chat/v1/session/1/transfer")

    private func strikes(_ rules: inout FaultRules, _ count: Int) -> [Fault?] {
        var faults: [Fault?] = []
        for _ in 1...count { faults.append(rules.strike(get)) }
        return faults
    }

    @Test("strike so many requests, and no more")
    func counted() {
        var rules = FaultRules()
        rules.add(FaultRule(fault: .reset, remaining: 2))
        #expect(rules.strike(get) == .reset)
        #expect(rules.strike(put) == .reset)
        #expect(rules.strike(get) == nil)
        #expect(rules.rules.isEmpty)
    }

    @Test("strike for ever, but only what matches")
    func matching() {
        var rules = FaultRules()
        rules.add(FaultRule(fault: .answerLost, method: "put", pathContains: "transfer"))
        #expect(rules.strike(get) == nil)
        for _ in 1...5 { #expect(rules.strike(put) == .answerLost) }
        rules.clear()
        #expect(rules.strike(put) == nil)
    }

    @Test("spare the first, and leave others to the next rule")
    func sparing() {
        var rules = FaultRules()
        rules.add(FaultRule(fault: .reset, remaining: 1, sparing: 2))
        #expect(strikes(&rules, 4) == [nil, nil, .reset, nil])
        rules.add(FaultRule(fault: .cutOff, remaining: 1))
        rules.add(FaultRule(fault: .loginPage, remaining: 1))
        #expect(strikes(&rules, 3) == [.cutOff, .loginPage, nil])
    }

    @Test("have a name for each fault, and each name a fault")
    func names() throws {
        for name in Fault.names {
            let body = JSONValue.object(["fault": .string(name), "seconds": .number(1)])
            #expect(try Fault(body).name == name)
        }
    }
}
