import OutpostModel
import Testing

@testable import OutpostStore

@Suite("after the agent died")
struct RecoveryTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("what was being sent is queued again, to be looked at first")
    func stranded() throws {
        let before = try Outbox.open(in: folder.path, forAgent: true)
        let sent = try before.accept(Example.transfer(1), at: Example.noon).intent.id
        let waiting = try before.accept(Example.transfer(2), at: Example.noon).intent
        _ = try before.begin(sent, seen: Example.base(4), at: Example.later(1))
        before.close()

        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        #expect(try outbox.recover(at: Example.later(60)).map(\.id) == [sent])
        let intent = try outbox.intent(sent)
        #expect(intent.state == .queued)
        #expect(intent.isAmbiguous)
        #expect(intent.attempts == 1)
        #expect(intent.base == Example.base(4))
        #expect(intent.reason != nil)
        let attempts = try outbox.attempts(at: sent)
        #expect(attempts.map(\.outcome) == [.lost])
        #expect(attempts.first?.endedAt == Example.later(60))
        #expect(try outbox.intent(waiting.id) == waiting)
        #expect(try outbox.heads(after: 0, count: 9).map(\.id) == [sent, waiting.id])
    }

    @Test("where nothing was under way there is nothing to recover, also the second time")
    func again() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        #expect(try outbox.recover(at: Example.noon).isEmpty)
        let id = try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        #expect(try outbox.recover(at: Example.noon).count == 1)
        #expect(try outbox.recover(at: Example.noon).isEmpty)
        #expect(try outbox.attempts(at: id).count == 1)
    }

    @Test("several that were under way come back in the order in which they were accepted")
    func several() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let ids = try (1...4).map { session in
            try outbox.accept(Example.transfer(session), at: Example.noon).intent.id
        }
        for id in ids.reversed() { _ = try outbox.begin(id, seen: nil, at: Example.noon) }
        #expect(try outbox.recover(at: Example.noon).map(\.id) == ids)
        #expect(try outbox.tally()[.queued] == 4)
    }

    @Test("what was lost and then looked at is no longer ambiguous")
    func resolved() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let id = try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        _ = try outbox.recover(at: Example.noon)
        try outbox.settle(id, Settlement(.delivered, reason: "already there"), at: Example.noon)
        let intent = try outbox.intent(id)
        #expect(!intent.isAmbiguous)
        #expect(intent.reason == "already there")
        #expect(try outbox.attempts(at: id).map(\.outcome) == [.lost])
    }
}
