import Foundation
import OutpostGateway
import OutpostRuntime
import Testing

struct TokenFileTests {
    private func with(_ body: (DataDirectory) throws -> Void) throws {
        let directory = DataDirectory(
            NSTemporaryDirectory() + "outpost-token-" + UUID().uuidString.prefix(8))
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        try directory.prepare()
        try body(directory)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("a token is made once, of 256 random bits, for its owner alone")
    func made() throws {
        var texts: Set<String> = []
        for _ in 0..<2 {
            try with { directory in
                let token = try TokenFile(directory).token()
                let text = try String(contentsOfFile: directory.tokenPath, encoding: .utf8)
                    .trimmingCharacters(in: .newlines)
                #expect(token.matches(text))
                #expect(text.count >= 43)
                #expect(try mode(directory.tokenPath) == 0o600)
                let again = try TokenFile(directory).token()
                #expect(again.matches(text))
                texts.insert(text)
            }
        }
        #expect(texts.count == 2)
    }

    @Test("what others may do with it is taken from them")
    func modes() throws {
        try with { directory in
            _ = try TokenFile(directory).token()
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: directory.tokenPath)
            _ = try TokenFile(directory).token()
            #expect(try mode(directory.tokenPath) == 0o600)
        }
    }

    @Test("a file that holds no token is refused, not used", arguments: ["", "short", "two words"])
    func bad(_ text: String) throws {
        try with { directory in
            try text.write(toFile: directory.tokenPath, atomically: true, encoding: .utf8)
            #expect(throws: DataDirectoryFailure.badToken(path: directory.tokenPath)) {
                try TokenFile(directory).token()
            }
        }
    }
}
