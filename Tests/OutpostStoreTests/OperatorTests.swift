import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what a person may do with a transfer")
struct OperatorTests {
    let folder: Folder
    let outbox: Outbox
    let id: Intent.ID

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: false)
        let new = Example.transfer(1, base: Example.base(8))
        id = try outbox.accept(new, at: Example.noon).intent.id
    }

    @Test("a transfer that is held waits until it is released")
    func holds() throws {
        #expect(try outbox.hold(id, at: Example.later(1)).state == .held)
        #expect(try outbox.heads(after: 0, count: 9).isEmpty)
        #expect(throws: OutboxFailure.notPossible(id, from: .held, to: .sending)) {
            try outbox.begin(id, seen: nil, at: Example.later(2))
        }
        let released = try outbox.release(id, at: Example.later(3))
        #expect(released.state == .queued)
        #expect(released.base == Example.base(8))
        #expect(try outbox.heads(after: 0, count: 9).map(\.id) == [id])
    }

    @Test("what was sent without an answer is still looked at first after hold and release")
    func ambiguous() throws {
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        _ = try outbox.recover(at: Example.noon)
        #expect(try outbox.hold(id, at: Example.noon).isAmbiguous)
        #expect(try outbox.release(id, at: Example.noon).isAmbiguous)
    }

    @Test("a conflict can be tried again under the same rules")
    func retries() throws {
        try outbox.settle(id, Settlement(.conflict, reason: "500", strikes: 3), at: Example.noon)
        let retried = try outbox.retry(id, force: false, at: Example.later(1))
        #expect(retried.state == .queued)
        #expect(retried.strikes == 0)
        #expect(retried.ifMoved == .park)
        #expect(retried.base == Example.base(8))
    }

    @Test("a conflict that is forced takes the session from wherever it is by now")
    func forces() throws {
        try outbox.settle(
            id, Settlement(.conflict, reason: "moved", isAmbiguous: true), at: Example.noon)
        let forced = try outbox.retry(id, force: true, at: Example.later(1))
        #expect(forced.state == .queued)
        #expect(forced.ifMoved == .force)
        #expect(!forced.isAmbiguous)
        #expect(forced.base == Example.base(8), "it tells whether the session ever left")
        #expect(try outbox.intent(id) == forced)
    }

    @Test("what is in another state is left alone, and the refusal names it")
    func refusals() throws {
        let queued = try outbox.intent(id)
        #expect(throws: OutboxFailure.notPossible(id, from: .queued, to: .queued)) {
            try outbox.release(id, at: Example.later(1))
        }
        #expect(throws: OutboxFailure.notPossible(id, from: .queued, to: .queued)) {
            try outbox.retry(id, force: true, at: Example.later(1))
        }
        #expect(try outbox.intent(id) == queued)
        let sent = try outbox.begin(id, seen: nil, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .sending, to: .held)) {
            try outbox.hold(id, at: Example.later(1))
        }
        #expect(try outbox.intent(id) == sent)
    }

    @Test("what has ended is neither held, nor released, nor tried again")
    func ended() throws {
        let cancelled = try outbox.cancel(id, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .cancelled, to: .held)) {
            try outbox.hold(id, at: Example.noon)
        }
        for force in [true, false] {
            #expect(throws: OutboxFailure.notPossible(id, from: .cancelled, to: .queued)) {
                try outbox.retry(id, force: force, at: Example.noon)
            }
        }
        #expect(try outbox.intent(id) == cancelled)
    }
}
