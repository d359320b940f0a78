import Foundation
import Helena
import Testing

@testable import OutpostRuntime

/// The settings file that Debian's package brings, in which every setting is explained.
struct ExampleSettingsTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scripts/debian/outpost.yaml").path

    /// The settings with what is commented out taken in, or with the lines of the names left out.
    private func read(
        takingIn: Bool, without left: Set<String> = []
    ) async throws -> Settings {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init).map { line in
            takingIn && line.wholeMatch(of: /#(  )?[A-Za-z]+:.*/) != nil
                ? String(line.dropFirst()) : line
        }.filter { line in !left.contains { line.hasPrefix("  \($0): ") } }
        let file = NSTemporaryDirectory() + "outpost-example-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        return try await Settings.read(overrides: [:], file: file, environment: [:])
    }

    @Test("it explains every setting, and no other")
    func complete() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        var section = ""
        var named: [String] = []
        for line in text.split(separator: "\n") {
            if let head = line.wholeMatch(of: /#?([a-z]+):/) { section = String(head.1) }
            if let member = line.wholeMatch(of: /#?  ([A-Za-z]+): .+/) {
                named.append(section + "." + member.1)
            }
        }
        #expect(named.sorted() == SettingKey.allCases.map(\.rawValue).sorted())
    }

    @Test("as it is brought it says only where the databases are, and the socket")
    func brought() async throws {
        let settings = try await read(takingIn: false)
        #expect(settings.dataDirectory == "/var/lib/outpost")
        #expect(settings.socketPath == "/run/outpost/outpost.sock")
        #expect(settings.endpoint == nil)
    }

    @Test("what is commented out is what stands where nothing is said")
    func defaults() async throws {
        // What has no value where nothing is said.
        let example = try await read(
            takingIn: true, without: ["apiKeyFile", "proxy", "caFile", "names", "baseURL"])
        var usual = try await read(takingIn: false)
        usual.dataDirectory = example.dataDirectory
        #expect("\(example)" == "\(usual)")
        let full = try await read(takingIn: true)
        #expect(full.proxy?.host == "proxy.example")
        #expect(full.endpoint?.text == "https://api.wts.chat")
    }
}
