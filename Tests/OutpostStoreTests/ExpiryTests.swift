import OutpostModel
import Testing

@testable import OutpostStore

@Suite("time that runs out")
struct ExpiryTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accept(_ session: Int, lifetime: Double) throws -> Intent.ID {
        let new = Example.transfer(session, lifetime: lifetime)
        return try outbox.accept(new, at: Example.noon).intent.id
    }

    @Test("an intent expires at its time, not before", arguments: [(99, 0), (100, 1), (101, 1)])
    func due(_ seconds: Double, _ count: Int) throws {
        let id = try accept(1, lifetime: 100)
        #expect(try outbox.expire(at: Example.later(seconds)).map(\.id) == (count == 1 ? [id] : []))
        let intent = try outbox.intent(id)
        #expect(intent.state == (count == 1 ? .expired : .queued))
        #expect(intent.endedAt == (count == 1 ? Example.later(seconds) : nil))
        #expect((intent.reason != nil) == (count == 1))
    }

    @Test("intents that wait for a person expire too", arguments: [Intent.State.conflict, .held])
    func waiting(_ state: Intent.State) throws {
        let id = try accept(1, lifetime: 100)
        try outbox.settle(id, Settlement(state, reason: "x"), at: Example.noon)
        #expect(try outbox.expire(at: Example.later(100)).map(\.id) == [id])
        #expect(try outbox.intent(id).state == .expired)
    }

    @Test("what is being sent, or has ended, does not expire")
    func others() throws {
        let sent = try accept(1, lifetime: 100)
        _ = try outbox.begin(sent, seen: nil, at: Example.noon)
        _ = try outbox.cancel(try accept(2, lifetime: 100), at: Example.noon)
        #expect(try outbox.expire(at: Example.later(1000)).isEmpty)
        #expect(try outbox.intent(sent).state == .sending)
    }

    @Test("those that ran out first go first, some at a time")
    func some() throws {
        let late = try accept(1, lifetime: 300)
        let soon = try accept(2, lifetime: 100)
        let next = try accept(3, lifetime: 200)
        let now = Example.later(1000)
        #expect(try outbox.expire(at: now, count: 2).map(\.id) == [soon, next])
        #expect(try outbox.expire(at: now, count: 2).map(\.id) == [late])
        #expect(try outbox.expire(at: now, count: 2).isEmpty)
    }

    @Test("one that had been sent without an answer does not claim that it was never delivered")
    func ambiguous() throws {
        let id = try accept(1, lifetime: 100)
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        _ = try outbox.recover(at: Example.noon)
        _ = try outbox.expire(at: Example.later(100))
        #expect(try outbox.intent(id).reason?.contains("may have been carried out") == true)
    }

    @Test("an intent that has expired is not sent")
    func notSent() throws {
        let id = try accept(1, lifetime: 100)
        _ = try outbox.expire(at: Example.later(100))
        #expect(throws: OutboxFailure.notPossible(id, from: .expired, to: .sending)) {
            try outbox.begin(id, seen: nil, at: Example.later(100))
        }
        #expect(try outbox.heads(after: 0, count: 9).isEmpty)
    }
}
