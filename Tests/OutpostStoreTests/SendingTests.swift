import OutpostModel
import Testing

@testable import OutpostStore

@Suite("sending, and how it came out")
struct SendingTests {
    let folder: Folder
    let outbox: Outbox
    let id: Intent.ID

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
        id = try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
    }

    @Test("an attempt is written down before the request leaves")
    func begins() throws {
        let sent = try outbox.begin(id, seen: nil, at: Example.later(1))
        #expect(sent.state == .sending)
        #expect(sent.attempts == 1)
        #expect(sent.isAmbiguous, "if we died now, nobody would have seen the answer")
        let other = try Outbox.openForLookup(in: folder.path)
        #expect(try other.intent(id) == sent)
        #expect(
            try other.attempts(at: id) == [
                Attempt(
                    number: 1, startedAt: Example.later(1), endedAt: nil, outcome: nil, detail: nil)
            ])
    }

    @Test("what is being sent is not begun a second time")
    func twice() throws {
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .sending, to: .sending)) {
            try outbox.begin(id, seen: nil, at: Example.noon)
        }
        #expect(try outbox.attempts(at: id).count == 1)
    }

    @Test("what was seen just before becomes the base where none was known")
    func learnsBase() throws {
        let sent = try outbox.begin(id, seen: Example.base(4, 7), at: Example.noon)
        #expect(sent.base == Example.base(4, 7))
    }

    @Test("what was seen just before becomes the base, also where an older one was known")
    func renewsBase() throws {
        let known = try outbox.accept(Example.transfer(2, base: Example.base(3)), at: Example.noon)
        let sent = try outbox.begin(known.intent.id, seen: Example.base(4), at: Example.noon)
        #expect(sent.base == Example.base(4))
    }

    @Test(
        "an attempt is closed with its outcome, and the intent goes where that leads",
        arguments: [
            Settlement(.delivered, reason: nil, closing: .init(.delivered)),
            Settlement(.rejected, reason: "FORM_ERROR", closing: .init(.rejected, "FORM_ERROR")),
            Settlement(.queued, reason: "busy", closing: .init(.deferred, "503")),
            Settlement(.queued, reason: "cut", closing: .init(.lost, "cut"), isAmbiguous: true),
            Settlement(.queued, reason: "500", closing: .init(.unexplained, "500"), strikes: 2),
            Settlement(.conflict, reason: "500", closing: .init(.unexplained, "500"), strikes: 3),
        ])
    func settles(_ settlement: Settlement) throws {
        _ = try outbox.begin(id, seen: nil, at: Example.later(1))
        try outbox.settle(id, settlement, at: Example.later(2))
        let intent = try outbox.intent(id)
        #expect(intent.state == settlement.state)
        #expect(intent.reason == settlement.reason)
        #expect(intent.isAmbiguous == settlement.isAmbiguous)
        #expect(intent.strikes == settlement.strikes)
        #expect(intent.attempts == 1)
        #expect(intent.endedAt == (settlement.state.isOpen ? nil : Example.later(2)))
        let attempt = try #require(try outbox.attempts(at: id).first)
        #expect(attempt.endedAt == Example.later(2))
        #expect(attempt.outcome == settlement.closing?.outcome)
        #expect(attempt.detail == settlement.closing?.detail)
    }

    @Test("every try has a row of its own")
    func tries() throws {
        for number in 1...3 {
            #expect(try outbox.begin(id, seen: nil, at: Example.noon).attempts == number)
            try outbox.settle(
                id, Settlement(.queued, reason: "busy", closing: .init(.deferred, "\(number)")),
                at: Example.noon)
        }
        let attempts = try outbox.attempts(at: id)
        #expect(attempts.map(\.number) == [1, 2, 3])
        #expect(attempts.map(\.detail) == ["1", "2", "3"])
    }

    @Test("a look that only puts off changes the reason, and is no event")
    func putOff() throws {
        try outbox.settle(id, Settlement(.queued, reason: "offline"), at: Example.later(1))
        #expect(try outbox.intent(id).reason == "offline")
        #expect(try outbox.attempts(at: id).isEmpty)
        #expect(try outbox.database.texts("SELECT state FROM event") == ["queued"])
    }

    @Test("every change is an event, with its time and its reason")
    func events() throws {
        _ = try outbox.begin(id, seen: nil, at: Example.later(1))
        try outbox.settle(
            id, Settlement(.rejected, reason: "gone", closing: .init(.rejected)),
            at: Example.later(2))
        let told = try outbox.database.texts(
            "SELECT id || ' ' || state || ' ' || coalesce(reason, '-') FROM event ORDER BY id")
        #expect(told == ["1 queued -", "2 sending -", "3 rejected gone"])
        let times = try outbox.database.texts("SELECT at / 10000000 - 1750000000 FROM event")
        #expect(times == ["0", "1", "2"])
    }
}
