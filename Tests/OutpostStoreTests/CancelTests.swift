import OutpostModel
import Testing

@testable import OutpostStore

@Suite("taking a transfer back")
struct CancelTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accepted() throws -> Intent.ID {
        try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
    }

    @Test(
        "a transfer that waits can be taken back",
        arguments: [nil, .conflict, .held] as [Intent.State?])
    func waiting(_ state: Intent.State?) throws {
        let id = try accepted()
        if let state {
            try outbox.settle(id, Settlement(state, reason: "x"), at: Example.noon)
        }
        let cancelled = try outbox.cancel(id, at: Example.later(5))
        #expect(cancelled.state == .cancelled)
        #expect(cancelled.endedAt == Example.later(5))
        #expect(cancelled.reason == "taken back by its owner")
        #expect(try outbox.intent(id) == cancelled)
    }

    @Test("what is being sent at this moment cannot be taken back")
    func sending() throws {
        let id = try accepted()
        let sent = try outbox.begin(id, seen: nil, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .sending, to: .cancelled)) {
            try outbox.cancel(id, at: Example.noon)
        }
        #expect(try outbox.intent(id) == sent)
    }

    @Test("what was sent without an answer can be taken back, and says that it may have been done")
    func ambiguous() throws {
        let id = try accepted()
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        _ = try outbox.recover(at: Example.noon)
        let cancelled = try outbox.cancel(id, at: Example.noon)
        #expect(cancelled.state == .cancelled)
        #expect(cancelled.reason?.contains("may have been carried out") == true)
    }

    @Test(
        "what has ended cannot be taken back",
        arguments: [Intent.State.delivered, .rejected, .cancelled])
    func ended(_ state: Intent.State) throws {
        let id = try accepted()
        try outbox.settle(id, Settlement(state, reason: "done"), at: Example.noon)
        let before = try outbox.intent(id)
        #expect(throws: OutboxFailure.notPossible(id, from: state, to: .cancelled)) {
            try outbox.cancel(id, at: Example.later(5))
        }
        #expect(try outbox.intent(id) == before)
    }

    @Test("an intent that nobody knows is named")
    func unknown() throws {
        let id: Intent.ID = Example.id(404)
        #expect(throws: OutboxFailure.unknown(id)) { try outbox.cancel(id, at: Example.noon) }
        #expect(throws: OutboxFailure.unknown(id)) { try outbox.intent(id) }
        #expect(throws: OutboxFailure.unknown(id)) {
            try outbox.begin(id, seen: nil, at: Example.noon)
        }
        #expect(try outbox.attempts(at: id).isEmpty)
    }

    @Test("what was taken back during a look is not sent")
    func meanwhile() throws {
        let id = try accepted()
        _ = try outbox.cancel(id, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .cancelled, to: .sending)) {
            try outbox.begin(id, seen: nil, at: Example.noon)
        }
        #expect(try outbox.attempts(at: id).isEmpty)
    }
}
