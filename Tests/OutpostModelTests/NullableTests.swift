import Foundation
import OutpostModel
import Testing

@Suite("members that are always there")
struct NullableTests {
    private struct Note: Codable, Equatable {
        @Nullable var text: String?
        @Nullable var count: Int?
    }

    @Test(
        "a member without a value is written as null",
        arguments: [
            (nil, nil, #"{"count":null,"text":null}"#), ("x", nil, #"{"count":null,"text":"x"}"#),
            ("", 0, #"{"count":0,"text":""}"#),
        ] as [(String?, Int?, String)])
    func written(_ text: String?, _ count: Int?, _ json: String) throws {
        let note = Note(text: text, count: count)
        #expect(try JSONText.encode(note) == json)
        #expect(try JSONDecoder().decode(Note.self, from: Data(json.utf8)) == note)
    }

    @Test("a value of another kind is refused")
    func refused() {
        let json = Data(#"{"text":7,"count":null}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Note.self, from: json) }
    }
}
