import OutpostModel
import Testing

@testable import OutpostStore

@Suite("the same request twice, and the limit")
struct RepetitionTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: false, limit: 3)
    }

    @Test("a key that was seen gives the first intent, and stores nothing")
    func repetition() throws {
        let first = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent
        let again = try outbox.accept(Example.transfer(1, key: "k"), at: Example.later(9))
        #expect(again.isRepetition)
        #expect(again.intent == first)
        #expect(again.superseded.isEmpty)
        #expect(try outbox.tally().accepted == 1)
        #expect(try outbox.database.integer("SELECT count(*) FROM event") == 1)
    }

    @Test("a key that was seen gives the first intent, also when that has ended")
    func ended() throws {
        let first = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent
        let cancelled = try outbox.cancel(first.id, at: Example.noon)
        #expect(
            try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent == cancelled)
    }

    @Test(
        "a key that was used for something else is refused",
        arguments: [
            Example.transfer(2, key: "k"), Example.transfer(1, to: 2, key: "k"),
            NewIntent(
                id: .random(), sessionID: Example.id(1),
                target: .user(Example.id(7), in: Example.id(1)), key: "k", base: nil, lifetime: 1),
        ])
    func reused(_ other: NewIntent) throws {
        let first = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent
        let refusal = OutboxFailure.keyReused(key: "k", by: first.id)
        #expect(throws: refusal) { try outbox.accept(other, at: Example.noon) }
        #expect(refusal.description.contains(first.id.text))
        #expect(try outbox.intents(IntentQuery(states: Intent.State.allCases)) == [first])
    }

    @Test("keys differ by every byte", arguments: ["K", "k ", "", "é"])
    func otherKeys(_ key: String) throws {
        _ = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon)
        #expect(!(try outbox.accept(Example.transfer(2, key: key), at: Example.noon).isRepetition))
    }

    @Test("requests without a key are never taken for repetitions")
    func withoutKey() throws {
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        let second = try outbox.accept(Example.transfer(1), at: Example.noon)
        #expect(!second.isRepetition)
        #expect(second.superseded.count == 1)
    }

    @Test("no more are accepted than the limit, until one has ended")
    func limit() throws {
        for session in 1...3 {
            _ = try outbox.accept(Example.transfer(session, key: "\(session)"), at: Example.noon)
        }
        #expect(throws: OutboxFailure.tooMany(open: 3, limit: 3)) {
            try outbox.accept(Example.transfer(4), at: Example.noon)
        }
        #expect(try outbox.tally().accepted == 3)
        let first = try outbox.accept(Example.transfer(1, key: "1"), at: Example.noon)
        #expect(first.isRepetition, "a repetition needs no room")
        let second = try outbox.accept(Example.transfer(2), at: Example.noon)
        #expect(second.superseded.count == 1, "a replacement needs no room")
        _ = try outbox.cancel(first.intent.id, at: Example.noon)
        _ = try outbox.accept(Example.transfer(4), at: Example.noon)
    }

    @Test("intents that wait for a person count towards the limit")
    func waiting() throws {
        for session in 1...3 {
            let id = try outbox.accept(Example.transfer(session), at: Example.noon).intent.id
            try outbox.settle(id, Settlement(.conflict, reason: "x"), at: Example.noon)
        }
        #expect(throws: OutboxFailure.tooMany(open: 3, limit: 3)) {
            try outbox.accept(Example.transfer(1), at: Example.noon)
        }
    }
}
