import Foundation
import OutpostCommands
import OutpostRuntime
import Testing

/// What the README and the guides name is there, and what is there they name.
struct DocumentationTests {
    @Test("the README is short")
    func short() throws {
        #expect(try Tree.text("README.md").count { $0 == "\n" } <= 120)
    }

    @Test("every command is named, and no other", arguments: ["Commands.md", nil])
    func commands(_ guide: String?) throws {
        let text = try guide.map { try Tree.text(Tree.catalog + $0) } ?? Tree.documentation()
        let named = text.matches(of: /(?:`|\$ |    )outpost ([a-z]+)/).map { String($0.1) }
        #expect(Set(named) == Set(Outpost.commandNames))
    }

    @Test("every script is named, and may be run")
    func scripts() throws {
        let named = try Tree.documentation().matches(of: /Scripts\/([a-z]+)/).map { String($0.1) }
        #expect(Set(named) == Set(try Tree.names("Scripts")))
        for name in Set(named) where name != "debian" {
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

    @Test("the tests that are named as proof are there")
    func proofs() throws {
        let named = try Tree.documentation().matches(of: /`([A-Z][A-Za-z]+Tests)`/)
            .map { String($0.1) }
        let files = Tree.swiftFiles("Tests")
        let places = Set(try Tree.names("Tests"))
        #expect(!named.isEmpty)
        for name in Set(named).subtracting(places) {
            #expect(files.contains { $0.hasSuffix("/\(name).swift") }, "\(name)")
        }
    }

    @Test("each of the promises is proved by a test, and every guide is linked to")
    func promises() throws {
        let readme = try Tree.text("README.md")
        let proofs = try #require(readme.firstMatch(of: /Each has tests: ([^.]*\n)*?[^.]*\.\n/))
        for number in 1...9 {
            let (stands, isProved) = (
                readme.contains("\n\(number). **"), proofs.0.contains("\(number) `")
            )
            #expect(stands && isProved, "\(number)")
        }
        for name in try Tree.names(Tree.catalog) where name != "OutpostCommands.md" {
            let link = "<doc:\(name.replacing(".md", with: ""))>"
            let isLinked = readme.contains("(\(Tree.catalog)\(name))")
            let isInCatalog = try Tree.text(Tree.catalog + "OutpostCommands.md").contains(link)
            #expect(isLinked && isInCatalog, "\(name)")
        }
    }
}
