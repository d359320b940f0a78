import Foundation

/// The README, or a guide of the catalog, as a person reads it and as it is played on a stage.
///
/// What is shown between fences is an example, and is run. What has to happen between two examples
/// stands in a comment that no reader sees: see ``GuideStep``.
struct Guide: Sendable, CustomStringConvertible {
    let name: String
    let steps: [GuideStep]

    var description: String { name }

    var examples: [GuideExample] {
        steps.compactMap { if case .example(let example) = $0 { example } else { nil } }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let catalog = root.appendingPathComponent(
        "Sources/OutpostCommands/OutpostCommands.docc")

    /// All of them, the README first.
    static func all() throws -> [Guide] {
        let names = try FileManager.default.contentsOfDirectory(atPath: catalog.path)
        let files = names.filter { $0.hasSuffix(".md") }.sorted()
            .map { catalog.appendingPathComponent($0) }
        return try ([root.appendingPathComponent("README.md")] + files).map(Guide.init)
    }

    private init(_ file: URL) throws {
        name = file.deletingPathExtension().lastPathComponent
        var reading = Reading(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            try reading.add(String(line))
        }
        steps = try reading.end()
    }

    /// What a guide says that cannot be played.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }
}

/// Goes through a guide line by line.
private struct Reading {
    private let guide: String
    private var steps: [GuideStep] = []
    private var example: GuideExample?
    private var last = ""

    init(_ guide: String) { self.guide = guide }

    mutating func add(_ line: String) throws {
        defer { last = line }
        let text = line.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("```") {
            guard let open = example else {
                example = GuideExample(guide: guide, language: String(text.dropFirst(3)))
                return
            }
            steps.append(.example(open))
            example = nil
        } else if example != nil {
            example?.lines.append(line)
        } else if let order = text.wholeMatch(of: /<!-- stage: (.*) -->/) {
            steps.append(try GuideStep(String(order.1)))
        } else if line.hasPrefix("    "), last.isEmpty {
            throw Guide.Unreadable(
                description: "\(guide): an example without fences: \(text)")
        }
    }

    func end() throws -> [GuideStep] {
        guard example == nil else {
            throw Guide.Unreadable(description: "\(guide): an example does not end")
        }
        return steps
    }
}
