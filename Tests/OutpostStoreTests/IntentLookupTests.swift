import OutpostModel
import Testing

@testable import OutpostStore

@Suite("finding intents")
struct IntentLookupTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: false)
    }

    private func accept(_ session: Int, id text: String? = nil) throws -> Intent.ID {
        let id = try text.map { try #require(Intent.ID($0)) } ?? .random()
        return try outbox.accept(Example.transfer(session, intent: id), at: Example.noon).intent.id
    }

    @Test(
        "the beginning of an id is enough",
        arguments: [
            ("a", 2), ("aa", 1), ("AA", 1), ("aaaaaaaa-0000-4000-8000-00000000000", 1),
            ("ab000000-", 1), ("b", 1), ("c", 0), ("f", 1),
            ("aaaaaaaa-0000-4000-8000-0000000000010", 0),
        ])
    func prefix(_ text: String, _ count: Int) throws {
        for (session, start) in ["aaaaaaaa", "ab000000", "b0000000", "ffffffff"].enumerated() {
            _ = try accept(session, id: start + "-0000-4000-8000-000000000001")
        }
        let found = try outbox.intents(idPrefix: text)
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.id.text.hasPrefix(text.lowercased()) })
    }

    @Test(
        "a text that cannot begin an id finds nothing and harms nothing",
        arguments: ["", "%", "_", "'", "a' OR '1'='1", "g", "ａ", "a%", "\0", "é", "a~", " a"])
    func noPrefix(_ text: String) throws {
        _ = try accept(1, id: "aaaaaaaa-0000-4000-8000-000000000001")
        #expect(try outbox.intents(idPrefix: text).isEmpty)
    }

    @Test("ten candidates are enough to say that it was ambiguous")
    func ten() throws {
        for number in 0..<12 { _ = try accept(number, id: "\(Example.id(number) as Intent.ID)") }
        #expect(try outbox.intents(idPrefix: "0").count == 10)
    }

    @Test("intents are listed by state, by session, oldest first; the newest if there are too many")
    func list() throws {
        let ids = try (1...4).map { try accept($0) }
        _ = try outbox.cancel(ids[1], at: Example.noon)
        func listed(_ query: IntentQuery) throws -> [Intent.ID] {
            try outbox.intents(query).map(\.id)
        }
        #expect(try listed(IntentQuery()) == [ids[0], ids[2], ids[3]])
        #expect(try listed(IntentQuery(limit: 2)) == [ids[2], ids[3]])
        #expect(try listed(IntentQuery(limit: 0)).isEmpty)
        #expect(try listed(IntentQuery(states: [.cancelled])) == [ids[1]])
        #expect(try listed(IntentQuery(states: [])).isEmpty)
        #expect(try listed(IntentQuery(states: Intent.State.allCases)) == ids)
        #expect(try listed(IntentQuery(sessionID: Example.id(3))) == [ids[2]])
        #expect(try listed(IntentQuery(sessionID: Example.id(2))).isEmpty)
    }

    @Test("no limit lifts the limit", arguments: [-1, Int.min])
    func negativeLimit(_ limit: Int) throws {
        _ = try accept(1)
        #expect(try outbox.intents(IntentQuery(limit: limit)).isEmpty)
    }
}
