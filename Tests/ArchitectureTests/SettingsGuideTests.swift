import OutpostRuntime
import Testing

/// The guide to the settings says what the program does.
struct SettingsGuideTests {
    /// What stands where nothing is said, as the file says it that the package brings. That this is so
    /// is held by `ExampleSettingsTests`.
    private static func defaults() throws -> [String: String] {
        var section = ""
        var found: [String: String] = [:]
        for line in try Tree.text("Scripts/debian/outpost.yaml").split(separator: "\n") {
            if let head = line.wholeMatch(of: /#?([a-z]+):/) { section = String(head.1) }
            if let member = line.wholeMatch(of: /#?  ([A-Za-z]+): (.+)/) {
                found[section + "." + member.1] = String(member.2)
            }
        }
        return found
    }

    /// Where it depends on something what stands, in the guide's own words.
    private static let dependent: [SettingKey] = [
        .baseURL, .apiKeyFile, .proxy, .caFile, .dataDirectory, .gatewayNames, .gatewaySocket,
    ]

    @Test("every setting is explained, once, with what stands where nothing is said")
    func settings() throws {
        let rows = try Tree.text(Tree.catalog + "Settings.md")
            .matches(of: /\n\| `([a-z]+\.[A-Za-z]+)` \| ([^|]*?) ?\| (.+?) \|(?=\n)/)
            .map { (key: String($0.1), usual: String($0.2)) }
        #expect(rows.map(\.key).sorted() == SettingKey.allCases.map(\.rawValue).sorted())
        let defaults = try Self.defaults()
        for row in rows where !Self.dependent.map(\.rawValue).contains(row.key) {
            #expect(row.usual == "`\(defaults[row.key] ?? "nothing")`", "\(row.key)")
        }
    }

    @Test("no other setting is named, here or elsewhere", arguments: ["environment", "file"])
    func strangers(_ place: String) throws {
        let text = try Tree.documentation()
        if place == "file" {
            let sections = Set(SettingKey.allCases.map { $0.rawValue.split(separator: ".")[0] })
            let named = text.matches(of: /`([a-z]+)\.([a-z][A-Za-z]+)`/)
                .filter { sections.contains($0.1) && !Self.endings.contains(String($0.2)) }
                .map { "\($0.1).\($0.2)" }
            #expect(Set(named).subtracting(SettingKey.allCases.map(\.rawValue)).isEmpty)
        } else {
            let known = Set(SettingKey.allCases.map(\.variable) + ["OUTPOST_HELENA_API_KEY"])
            let sections = /OUTPOST_(HELENA|DATA|REFRESH|CACHE|BUDGET|GATEWAY|LOG)_[A-Z_]+/
            let named = text.matches(of: sections).map { String($0.0) }
            #expect(Set(named).subtracting(known) == ["OUTPOST_REFRESH_USER"])
        }
    }

    /// Of files, and of a member of the status, that are called like a section of the settings.
    private static let endings = ["sqlite", "jsonl", "yaml", "layers"]
}
