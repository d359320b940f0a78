import OutpostModel
import Testing

@Suite("what sessions --json promises")
struct SessionReportTests {
    private func report(
        _ members: String = "", pending: Intent? = nil
    ) throws -> [String: JSONValue] {
        let session = try #require(
            Session(
                received: try Example.object(
                    #"{"id":"\#(Example.sessionID)","status":"Pending"\#(members)}"#)))
        let listing = SessionListing(
            session: session, departmentName: nil, userName: nil, readAt: Example.noon)
        return try Example.object(JSONText.encode(SessionReport(listing, pending: pending)))
    }

    @Test("every member is there, with null where there is nothing")
    func members() throws {
        let object = try report()
        #expect(
            Set(object.keys) == [
                "id", "number", "status", "departmentId", "departmentName", "userId", "userName",
                "contactName", "contactPhone", "updatedAt", "readAt", "pending",
            ])
        #expect(object["status"] == .string("PENDING"))
        #expect(object["readAt"] == .string("2025-06-15T15:06:40Z"))
        for name in ["number", "departmentId", "userName", "updatedAt", "pending"] {
            #expect(object[name] == .null, "\(name)")
        }
    }

    @Test("the server's time keeps its last digit")
    func updatedAt() throws {
        let object = try report(#","updatedAt":"2024-05-06T07:08:09.1234567Z""#)
        #expect(object["updatedAt"] == .string("2024-05-06T07:08:09.1234567Z"))
    }

    @Test("a transfer that waits is named, with where it goes")
    func pending() throws {
        let target = TransferTarget.user(Example.id(7), in: nil)
        let object = try report(pending: Example.intent(state: .conflict, target: target))
        let pending = try #require(object["pending"]?.object)
        #expect(Set(pending.keys) == ["intentId", "departmentId", "userId", "state"])
        #expect(pending["intentId"]?.string == Example.intentID)
        #expect(pending["departmentId"] == .null)
        #expect(pending["state"] == .string("conflict"))
    }
}
