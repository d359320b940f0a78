import OutpostModel
import Testing

@Suite("sessions as they arrive")
struct ReceivedSessionTests {
    private func session(_ members: String) throws -> Session? {
        Session(received: try Example.object(#"{"id":"\#(Example.sessionID)",\#(members)}"#))
    }

    @Test("a session with all that we use, and more")
    func whole() throws {
        let session = try #require(
            try session(
                """
                "status":"IN_PROGRESS","number":"4711","departmentId":"\(Example.departmentID)",
                "userId":"\(Example.userID)","createdAt":"2024-05-06T07:08:09Z",
                "updatedAt":"2024-05-06T07:08:09.1234567Z","novelty":{"x":[1]},
                "contactDetails":{"name":"Maria","phoneNumber":"+55 (11) 98765-4321"}
                """))
        #expect(session.number == "4711")
        #expect(session.status == .inProgress)
        #expect(session.placement.departmentID == Example.id(Example.departmentID))
        #expect(session.placement.userID == Example.id(Example.userID))
        #expect(session.contactName == "Maria")
        #expect(session.contactPhone == "5511987654321")
        #expect(session.createdAt?.text == "2024-05-06T07:08:09Z")
        #expect(session.updatedAt?.text == "2024-05-06T07:08:09.1234567Z")
        #expect(session.object.object["novelty"]?["x"] == .array([.integer(1)]))
    }

    @Test("a session needs an id and a status, nothing else")
    func sparse() throws {
        let session = try #require(try session(#""status":"PENDING""#))
        #expect(session.number == nil)
        #expect(session.placement == Placement(departmentID: nil, userID: nil))
        #expect(session.contactName == nil)
        #expect(session.contactPhone == nil)
        #expect(session.updatedAt == nil)
    }

    @Test(
        "what is no session",
        arguments: [
            "{}", #"{"status":"PENDING"}"#, #"{"id":"x","status":"PENDING"}"#,
            #"{"id":"\#(Example.sessionID)"}"#, #"{"id":"\#(Example.sessionID)","status":null}"#,
            #"{"id":"\#(Example.sessionID)","status":3}"#,
        ])
    func none(_ json: String) throws {
        #expect(Session(received: try Example.object(json)) == nil)
    }

    @Test("odd fields count as missing")
    func odd() throws {
        let session = try #require(
            try session(
                """
                "status":"PENDING","number":1.5,"departmentId":"x","userId":7,"createdAt":5,
                "updatedAt":"yesterday","contactDetails":"Maria"
                """))
        #expect(session.number == nil)
        #expect(session.departmentID == nil)
        #expect(session.userID == nil)
        #expect(session.createdAt == nil)
        #expect(session.updatedAt == nil)
        #expect(session.contactName == nil)
    }

    @Test("a number may come as a number, and a phone in its formatted form")
    func numbers() throws {
        #expect(try session(#""status":"PENDING","number":4711"#)?.number == "4711")
        let members = """
            "status":"PENDING","contactDetails":{"phoneNumber":null,"phoneNumberFormatted":"+1 2"}
            """
        #expect(try session(members)?.contactPhone == "12")
    }

    @Test("a phone number without a digit is none", arguments: ["", "-", "hidden"])
    func noPhone(_ phone: String) throws {
        let members = #""status":"PENDING","contactDetails":{"phoneNumber":"\#(phone)"}"#
        #expect(try session(members)?.contactPhone == nil)
    }

    @Test(
        "a status is read in any case, and one that nobody knows counts as open",
        arguments: [
            ("Started", Session.Status.started, true), ("in_progress", .inProgress, true),
            ("COMPLETED", .completed, false), ("hidden", .hidden, false),
            ("Undefined", .undefined, true), ("FROZEN", .init(rawValue: "frozen"), true),
        ])
    func statuses(_ text: String, _ status: Session.Status, _ isOpen: Bool) throws {
        let session = try #require(try session(#""status":"\#(text)""#))
        #expect(session.status == status)
        #expect(session.status.isOpen == isOpen)
    }
}
