import Foundation
import OutpostModel
import Testing

@Suite("ids")
struct IdentifierTests {
    @Test("an id is the same in whatever case it is written")
    func cases() throws {
        let upper = try #require(Session.ID(Example.sessionID.uppercased()))
        #expect(upper.text == Example.sessionID)
        #expect(upper == Session.ID(Example.sessionID))
        #expect(Set([upper, Example.id(Example.sessionID)]).count == 1)
    }

    @Test(
        "what is not a UUID is no id",
        arguments: [
            "", "1", "not-an-id",
            "6f9619ff8b864011b42d00c04fc964ff",
            "6f9619ff-8b86-4011-b42d-00c04fc964f",
            "6f9619ff-8b86-4011-b42d-00c04fc964ff0",
            "6f9619ff-8b86-4011-b42d-00c04fc964fg",
            "{f9619ff-8b86-4011-b42d-00c04fc964f}",
            "6f9619ff-8b86-4011-b42d_00c04fc964ff",
            "6f9619ff8-b86-4011-b42d-00c04fc964ff",
            " f9619ff-8b86-4011-b42d-00c04fc964ff",
            "6f9619ff-8b86-4011-b42d-00c04fc964f\n",
            "６f9619ff-8b86-4011-b42d-00c04fc964",
            "6f9619ff-8b86-4011-b42d-00c04fc964é",
        ])
    func malformed(_ text: String) {
        #expect(Session.ID(text) == nil)
    }

    @Test("the short form is the first eight digits")
    func short() {
        let id: Session.ID = Example.id(Example.sessionID)
        #expect(id.short == "6f9619ff")
        #expect("\(id)" == Example.sessionID)
    }

    @Test("ids sort as their text does")
    func order() {
        let ids: [Session.ID] = [Example.id(3), Example.id(1), Example.id(2)]
        #expect(ids.sorted() == [Example.id(1), Example.id(2), Example.id(3)])
    }

    @Test("new ids are well formed and all different")
    func random() {
        let ids = (0..<1000).map { _ in Intent.ID.random() }
        #expect(Set(ids).count == 1000)
        #expect(ids.allSatisfy { $0.text == $0.text.lowercased() && Intent.ID($0.text) == $0 })
    }

    @Test("an id is a plain string in JSON, and comes back canonical")
    func json() throws {
        let id: User.ID = Example.id(Example.userID)
        #expect(try JSONText.encode([id]) == #"["\#(Example.userID)"]"#)
        let read = Data(#"["\#(Example.userID.uppercased())"]"#.utf8)
        #expect(try JSONDecoder().decode([User.ID].self, from: read) == [id])
    }

    @Test("JSON that holds no id is refused", arguments: [#"["x"]"#, "[7]", "[null]", #"[""]"#])
    func malformedJSON(_ json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([User.ID].self, from: Data(json.utf8))
        }
    }
}
