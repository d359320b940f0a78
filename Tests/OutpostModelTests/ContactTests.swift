import OutpostModel
import Testing

@Suite("keeping what was known of a contact")
struct ContactTests {
    private func session(_ members: String) throws -> Session {
        try #require(
            Session(
                received: try Example.object(
                    #"{"id":"\#(Example.sessionID)","status":"PENDING"\#(members)}"#)))
    }

    private let maria = #","contactDetails":{"name":"Maria","phoneNumber":"+55 11","novelty":1}"#

    @Test("an answer without contact details takes over those that were known")
    func kept() throws {
        let known = try session(maria)
        let answer = try session(#","departmentId":"\#(Example.departmentID)","fresh":true"#)
        let merged = answer.keepingContact(of: known)
        #expect(merged.contactName == "Maria")
        #expect(merged.contactPhone == "5511")
        #expect(merged.departmentID == Example.id(Example.departmentID))
        #expect(merged.object.object["fresh"] == .bool(true))
        #expect(merged.object.object["contactDetails"]?["novelty"] == .integer(1))
    }

    @Test("the merged object says the same as the merged fields")
    func consistent() throws {
        let merged = try session("").keepingContact(of: try session(maria))
        #expect(Session(received: merged.object.object) == merged)
    }

    @Test(
        "an answer with contact details keeps its own",
        arguments: [
            #","contactDetails":{"name":"Ana"}"#, #","contactDetails":{"phoneNumber":"1"}"#,
            #","contactDetails":{"name":"Ana","phoneNumber":"1"}"#,
        ])
    func own(_ members: String) throws {
        let answer = try session(members)
        #expect(answer.keepingContact(of: try session(maria)) == answer)
    }

    @Test("where nothing was known, nothing changes")
    func nothingKnown() throws {
        let answer = try session(#","number":"1""#)
        #expect(answer.keepingContact(of: try session("")) == answer)
    }
}
