import Foundation
import Testing

/// What the README and the guides show is what happens: each example is run, with the real programs.
///
/// How examples are written, and what may differ, is said in ``GuideExample``, ``GuideStep`` and
/// ``ShownText``.
@Suite(.timeLimit(.minutes(3)))
struct GuideTests {
    @Test(
        "each example comes out as it is shown",
        .enabled(if: Self.hasCurl, "curl is not on this computer"),
        arguments: try Guide.all())
    func examples(_ guide: Guide) async throws {
        guard guide.examples.contains(where: { UnrunExamples.reason($0) == nil }) else { return }
        try await GuideStage.play(guide)
    }

    @Test("what is not run is there, once, and there is a reason")
    func unrun() throws {
        let examples = try Guide.all().flatMap(\.examples)
        for entry in UnrunExamples.all {
            let found = examples.filter { $0.guide == entry.guide && $0.name == entry.name }
            #expect(found.count == 1, "\(entry.guide): \(entry.name)")
            #expect(!entry.reason.isEmpty)
        }
    }

    private static var hasCurl: Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")
    }
}
