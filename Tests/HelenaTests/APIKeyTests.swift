import Foundation
import Testing

@testable import Helena

@Suite("the API key")
struct APIKeyTests {
    @Test("it hides from printing, dumping and reflecting")
    func hides() throws {
        let key = try #require(APIKey(Example.secret))
        var dumped = ""
        dump(key, to: &dumped)
        var nested = ""
        dump(["settings": key], to: &nested)
        for text in [
            String(describing: key), String(reflecting: key), "\(key)", dumped, nested,
            "\([key])", "\(Optional(key) as Any)",
            "\(Mirror(reflecting: key).children.map(\.value))",
        ] {
            #expect(!text.contains(Example.secret))
        }
        #expect("\(key)" == "APIKey(hidden)")
    }

    @Test(
        "what would break the header is refused",
        arguments: ["", " ", "a b", "key\n", "key\r\nX: y", "k\u{0}", "k\u{7F}", "kéy"])
    func refuses(_ text: String) {
        #expect(APIKey(text) == nil)
    }

    @Test("it has a longest length")
    func length() {
        #expect(APIKey(String(repeating: "k", count: 4096)) != nil)
        #expect(APIKey(String(repeating: "k", count: 4097)) == nil)
    }
}
