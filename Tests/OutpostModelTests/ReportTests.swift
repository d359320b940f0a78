import Foundation
import OutpostModel
import Testing

@Suite("what --json promises")
struct ReportTests {
    /// The members of the object that `report` is in JSON.
    private func members(_ report: some Encodable) throws -> [String: JSONValue] {
        try Example.object(try JSONText.encode(report))
    }

    private let intentMembers: Set<String> = [
        "id", "sessionId", "state", "reason", "departmentId", "userId", "stopBot", "ifMoved",
        "key", "acceptedAt", "expiresAt", "endedAt", "attempts", "ambiguous", "supersededBy",
        "refusal",
    ]

    @Test("transfer: the intent, and what accepting it did, in one object")
    func transfer() throws {
        let report = AcceptanceReport(
            Example.intent(), repetition: false, superseded: [Example.id(9)])
        let object = try members(report)
        #expect(Set(object.keys) == intentMembers.union(["repetition", "superseded"]))
        #expect(object["id"]?.string == Example.intentID)
        #expect(object["sessionId"]?.string == Example.sessionID)
        #expect(object["state"] == .string("queued"))
        #expect(object["departmentId"]?.string == Example.departmentID)
        #expect(object["userId"] == .null)
        #expect(object["acceptedAt"] == .string("2025-06-15T15:06:40Z"))
        #expect(object["expiresAt"] == .string("2025-06-16T15:06:40Z"))
        #expect(object["superseded"]?.array?.count == 1)
    }

    @Test("queue list: the intent, with null where there is nothing")
    func intent() throws {
        let object = try members(IntentReport(Example.intent()))
        #expect(Set(object.keys) == intentMembers)
        for name in ["reason", "userId", "key", "endedAt", "supersededBy"] {
            #expect(object[name] == .null, "\(name)")
        }
    }

    @Test("queue show: the intent with its attempts")
    func detail() throws {
        let attempt = Attempt(
            number: 1, startedAt: Example.noon, endedAt: nil, outcome: nil, detail: nil)
        let object = try members(IntentDetailReport(Example.intent(), [attempt]))
        #expect(Set(object.keys) == intentMembers.union(["attemptLog"]))
        let first = try #require(object["attemptLog"]?.array?.first?.object)
        #expect(Set(first.keys) == ["number", "startedAt", "endedAt", "outcome", "detail"])
        #expect(first["outcome"] == .null)
    }

    @Test("departments")
    func departments() throws {
        let department = Department(
            id: Example.id(1), name: "Vendas", isDefault: true, object: JSONText([:]))
        let object = try members(DepartmentReport(department))
        #expect(Set(object.keys) == ["id", "name", "isDefault"])
    }

    @Test("users, with the names of their departments as far as they are known")
    func users() throws {
        let user = User(
            id: Example.id(7), name: "Ana", email: nil, availability: "AVAILABLE",
            departments: [Example.id(1), Example.id(2)], object: JSONText([:]))
        let object = try members(UserReport(user, names: [Example.id(1): "Vendas"]))
        #expect(Set(object.keys) == ["userId", "name", "email", "availability", "departments"])
        #expect(object["email"] == .null)
        let memberships = try #require(object["departments"]?.array)
        #expect(memberships.map { $0["name"] } == [.string("Vendas"), .null])
        #expect(memberships.allSatisfy { $0.object.map { Set($0.keys) } == ["id", "name"] })
    }

    @Test("a report that was written can be read again")
    func roundTrip() throws {
        let ended = Example.intent(
            state: .superseded, endedAt: Example.noon, supersededBy: Example.id(9))
        let accepted = AcceptanceReport(ended, repetition: true, superseded: [Example.id(2)])
        #expect(try again(accepted) == accepted)
        let detail = IntentDetailReport(
            ended,
            [
                Attempt(
                    number: 1, startedAt: Example.noon, endedAt: Example.noon, outcome: .lost,
                    detail: "cut off")
            ])
        #expect(try again(detail) == detail)
    }

    private func again<Report: Codable>(_ report: Report) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(JSONText.encode(report).utf8))
    }
}
