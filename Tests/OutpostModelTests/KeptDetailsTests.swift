import OutpostModel
import Testing

@Suite("what of a session is kept")
struct KeptDetailsTests {
    private static let sent = """
        {"id":"\(Example.sessionID)","status":"PENDING","number":"7","title":"Ana, boleto",
        "updatedAt":"2027-01-01T00:00:00Z","lastMessageText":"psst","news":[1.50],
        "contactDetails":{"id":"c","name":"Ana","phoneNumber":"5511987654321","email":"a@b.example",
        "tagsId":["t"],"tagsName":["VIP"]}}
        """

    private func kept(_ kept: KeptDetails) throws -> Session {
        try #require(Session(received: try Example.object(Self.sent), keeping: kept))
    }

    @Test("full is all that was sent")
    func full() throws {
        let session = try kept(.full)
        #expect(session.object.object == (try Example.object(Self.sent)))
        #expect(session.contactName == "Ana")
    }

    @Test("contacts is all but what the customer wrote")
    func contacts() throws {
        let session = try kept(.contacts)
        var expected = try Example.object(Self.sent)
        expected["lastMessageText"] = nil
        #expect(session.object.object == expected)
        #expect(session.contactPhone == "5511987654321")
    }

    @Test("minimal has no name, no phone, no text, and nothing that nobody knows")
    func minimal() throws {
        let session = try kept(.minimal)
        #expect(session.contactName == nil)
        #expect(session.contactPhone == nil)
        let expected = try Example.object(
            """
            {"id":"\(Example.sessionID)","status":"PENDING","number":"7",
            "updatedAt":"2027-01-01T00:00:00Z",
            "contactDetails":{"id":"c","tagsId":["t"],"tagsName":["VIP"]}}
            """)
        #expect(session.object.object == expected)
        #expect(session.number == "7" && session.updatedAt != nil)
    }

    @Test("taking out afterwards comes to the same as never having kept it")
    func later() throws {
        for (wide, narrow) in [(KeptDetails.full, KeptDetails.contacts), (.contacts, .minimal)] {
            #expect(try kept(wide).keeping(narrow) == kept(narrow))
            #expect(narrow < wide)
        }
    }
}
