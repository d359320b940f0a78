import OutpostModel
import Testing

@testable import OutpostStore

@Suite("a step that comes out after somebody else has changed the intent")
struct LateAnswerTests {
    let folder: Folder
    let outbox: Outbox
    let id: Intent.ID

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
        id = try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
    }

    @Test(
        "what its owner took back meanwhile stays as it ended",
        arguments: [Intent.State.queued, .delivered, .rejected, .conflict, .cancelled])
    func cancelled(_ state: Intent.State) throws {
        let cancelled = try outbox.cancel(id, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .cancelled, to: state)) {
            try outbox.settle(
                id, Settlement(state, reason: "late", strikes: 1), at: Example.later(1))
        }
        #expect(try outbox.intent(id) == cancelled)
    }

    @Test(
        "what was replaced meanwhile stays as it ended",
        arguments: [Intent.State.queued, .delivered, .conflict, .cancelled])
    func superseded(_ state: Intent.State) throws {
        _ = try outbox.accept(Example.transfer(1, to: 2), at: Example.noon)
        let superseded = try outbox.intent(id)
        #expect(throws: OutboxFailure.notPossible(id, from: .superseded, to: state)) {
            try outbox.settle(id, Settlement(state, reason: "late"), at: Example.later(1))
        }
        #expect(try outbox.intent(id) == superseded)
    }

    @Test("what an operator stopped meanwhile is not set going again")
    func held() throws {
        let held = try outbox.hold(id, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .held, to: .queued)) {
            try outbox.settle(id, Settlement(.queued, reason: "offline"), at: Example.later(1))
        }
        #expect(try outbox.intent(id) == held)
    }

    @Test("a settlement that is refused leaves its attempt open")
    func together() throws {
        _ = try outbox.begin(id, seen: nil, at: Example.noon)
        #expect(throws: OutboxFailure.notPossible(id, from: .sending, to: .expired)) {
            try outbox.settle(
                id, Settlement(.expired, reason: "x", closing: .init(.lost)), at: Example.later(1))
        }
        #expect(try outbox.attempts(at: id).first?.outcome == nil)
        #expect(try outbox.intent(id).state == .sending)
    }
}
