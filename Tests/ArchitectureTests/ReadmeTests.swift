import Foundation
import OutpostCommands
import OutpostRuntime
import Testing

/// What the README names is there, and what is there the README names.
struct ReadmeTests {
    @Test("the README names every command, and no other")
    func commands() throws {
        let readme = try Tree.text("README.md")
        let named = readme.matches(of: /(?:`|\$ |    )outpost ([a-z]+)/).map { String($0.1) }
        #expect(Set(named) == Set(Outpost.commandNames))
    }

    @Test("the README names every script, and each may be run")
    func scripts() throws {
        let readme = try Tree.text("README.md")
        let named = readme.matches(of: /Scripts\/([a-z]+)/).map { String($0.1) }
        #expect(Set(named) == Set(try Tree.names("Scripts")))
        for name in Set(named) {
            let path = Tree.root.appendingPathComponent("Scripts/" + name).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(name)")
        }
    }

    @Test("Scripts/test, which runs the tests in parts, leaves out none")
    func parts() throws {
        let script = try Tree.text("Scripts/test")
        for name in try Tree.names("Tests") where name.hasSuffix("Tests") {
            #expect(script.contains(name), "\(name)")
        }
    }

    @Test("the tests that the README names as proof are there")
    func proofs() throws {
        let readme = try Tree.text("README.md")
        let named = readme.matches(of: /`([A-Z][A-Za-z]+Tests)`/).map { String($0.1) }
        let files = Tree.swiftFiles("Tests")
        #expect(!named.isEmpty)
        for name in named {
            #expect(files.contains { $0.hasSuffix("/\(name).swift") }, "\(name)")
        }
    }

    @Test("the README explains every setting", arguments: SettingKey.allCases)
    func settings(_ key: SettingKey) throws {
        #expect(try Tree.text("README.md").contains("| `\(key.rawValue)` |"))
    }
}
