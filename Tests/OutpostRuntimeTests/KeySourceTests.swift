import Foundation
import OutpostRuntime
import Testing

struct KeySourceTests {
    @Test(
        "the key's prefix says which host it is for",
        arguments: [
            ("pn_abc", "https://api.wts.chat"),
            ("test_pn_abc", "https://api-test.helena.run"),
            ("staging_pn_abc", "https://api-staging.helena.run"),
        ])
    func hosts(_ text: String, _ url: String) throws {
        #expect(try KeySource.environment(text).read().impliedURL == url)
    }

    @Test("a file's key is taken without the end of its line")
    func file() throws {
        let path = NSTemporaryDirectory() + "outpost-key-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "pn_from-a-file\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: Never.self) { try KeySource.file(path).read() }
        #expect(throws: SettingsFailure.self) { try KeySource.file(path + "x").read() }
    }

    @Test("what is no key is refused without repeating it", arguments: ["", " ", "a b\u{7}c"])
    func unusable(_ text: String) {
        let failure = #expect(throws: SettingsFailure.self) {
            try KeySource.environment(text).read()
        }
        #expect(failure?.description == "OUTPOST_HELENA_API_KEY holds no usable API key")
    }
}
