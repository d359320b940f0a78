import Foundation
import OutpostModel
import Testing

@Suite("an intent's life")
struct IntentStateTests {
    @Test(
        "the states that may follow are those of the picture",
        arguments: [
            // The picture's arrows, and what a look alone may find of a queued intent.
            (
                .queued,
                [
                    .sending, .superseded, .cancelled, .expired, .held,
                    .delivered, .rejected, .conflict,
                ]
            ),
            (.sending, [.delivered, .queued, .rejected, .conflict]),
            // Released or retried; or ended without ever moving again.
            (.conflict, [.queued, .cancelled, .expired, .superseded]),
            (.held, [.queued, .cancelled, .expired, .superseded]),
            (.delivered, []), (.superseded, []), (.cancelled, []), (.expired, []), (.rejected, []),
        ] as [(Intent.State, Set<Intent.State>)])
    func successors(_ state: Intent.State, _ expected: Set<Intent.State>) {
        #expect(state.successors == expected)
    }

    @Test("an end state is one that nothing follows", arguments: Intent.State.allCases)
    func ends(_ state: Intent.State) {
        #expect(state.isOpen == !state.successors.isEmpty)
    }

    @Test("every state can be reached from queued")
    func reachable() {
        var reached: Set<Intent.State> = [.queued]
        for _ in Intent.State.allCases {
            reached.formUnion(reached.flatMap(\.successors))
        }
        #expect(reached == Set(Intent.State.allCases))
    }

    @Test("the schema's CHECKs have the model's words")
    func schema() throws {
        let sql = try Self.sql()
        #expect(
            Self.words(sql, after: "CHECK (state IN") == Set(Intent.State.allCases.map(\.rawValue)))
        #expect(Self.words(sql, after: "CHECK (ifMoved IN") == Self.words(Intent.IfMoved.allCases))
        #expect(Self.words(sql, after: "CHECK (outcome IN") == Self.words(Attempt.Outcome.allCases))
    }

    @Test("the schema's end states and open states are the model's")
    func schemaEnds() throws {
        let sql = try Self.sql()
        let ended = Intent.State.allCases.filter { !$0.isOpen }
        #expect(
            Self.words(sql, after: "(endedAt IS NOT NULL) =\n        (state IN")
                == Self.words(ended))
        #expect(
            Self.words(sql, after: "(sessionID, sequence)\n    WHERE state IN")
                == Self.words(Intent.State.open))
    }

    /// The file as it stands in the repository: what is embedded is made of it.
    private static func sql() throws -> String {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "schema/outbox/v001-intents.sql"), encoding: .utf8)
    }

    /// The quoted words between the parentheses that follow `text`.
    private static func words(_ sql: String, after text: String) -> Set<String> {
        guard let start = sql.range(of: text)?.upperBound else { return [] }
        let list = sql[start...].prefix { $0 != ")" }
        return Set(list.split(separator: "'").filter { $0.allSatisfy(\.isLetter) }.map(String.init))
    }

    private static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> Set<String> {
        Set(words.map(\.rawValue))
    }
}
