import Foundation

/// The repository, as the tests of its shape read it.
enum Tree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the guides are.
    static let catalog = "Sources/OutpostCommands/OutpostCommands.docc/"

    /// The README and all guides.
    static func documentation() throws -> String {
        let guides = try names(catalog).filter { $0.hasSuffix(".md") }
        return try (["README.md"] + guides.map { catalog + $0 }).map(text)
            .joined(separator: "\n")
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The names in a folder, hidden ones left out.
    static func names(_ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root.appendingPathComponent(folder).path
        ).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The paths of all Swift files below a folder.
    static func swiftFiles(_ folder: String) -> [String] {
        let below = FileManager.default.enumerator(
            atPath: root.appendingPathComponent(folder).path)
        return (below?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }.sorted()
    }

    /// The modules that a file imports.
    static func imports(_ path: String) throws -> Set<String> {
        let lines = try text(path).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let position = words.firstIndex(of: "import"), position <= 2,
                    !line.hasPrefix(" "), !line.hasPrefix("/"), position + 1 < words.count
                else { return nil }
                return String(words[position + 1])
            })
    }
}
