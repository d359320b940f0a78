import Foundation
import Testing

/// The guide to the local API names every answer that is not the API's own.
struct LocalAPIGuideTests {
    private static let guide = Tree.catalog + "TheLocalAPI.md"

    @Test("every OUTPOST_ error is explained, and no other")
    func errors() throws {
        var known: Set<String> = []
        for file in Tree.swiftFiles("Sources/OutpostGateway") {
            let named = try Tree.text(file).matches(of: /"(OUTPOST_[A-Z_]+)"/)
            known.formUnion(named.map { String($0.1) })
        }
        #expect(known.count > 9)
        let explained = try Tree.text(Self.guide).matches(of: /\n\| `(OUTPOST_[A-Z_]+)` \|/)
        #expect(Set(explained.map { String($0.1) }) == known)
    }

    @Test("every kind of problem is explained, with its status, and no other")
    func problems() throws {
        let source = try Tree.text("Sources/OutpostGateway/Answers/Problem+Kind.swift")
        let declared = source.prefix(
            upTo: source.firstRange(of: "var type")?.lowerBound ?? source.endIndex)
        let known = declared.matches(of: /case ([A-Za-z]+)(?: = "([a-z-]+)")?\n/)
            .map { String($0.2 ?? $0.1) }
        #expect(known.count > 15)
        let explained = try Tree.text(Self.guide).matches(of: /\n\| `([a-z-]+)` \| [45]\d\d \|/)
        #expect(explained.map { String($0.1) }.sorted() == known.sorted())
    }

    @Test("every path of the API's document is named")
    func paths() throws {
        let rows = try Tree.text(Self.guide).split(separator: "\n").filter { $0.hasPrefix("| `") }
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(try Self.document().utf8)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: Any])
        #expect(paths.count > 15)
        for path in paths.keys {
            let short = path.replacing("/outpost/v1/", with: "")
                .replacing(/\{[a-z]+\}/, with: "{id}")
            // Some share a row: only their last word is there.
            let last = short.split(separator: "/").last ?? ""
            let isNamed = [
                " \(path)`", "`\(path)`", "`\(short)`", "`\(short) ", "`\(last)`", "`\(last)?",
            ]
            .contains { word in rows.contains { $0.contains(word) } }
            #expect(isNamed, "\(path)")
        }
    }

    private static func document() throws -> String {
        let name = try #require(try Tree.names("schema/api").first { $0.hasSuffix(".json") })
        return try Tree.text("schema/api/" + name)
    }
}
