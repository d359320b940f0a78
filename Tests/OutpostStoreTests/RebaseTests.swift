import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what we moved ourselves was not moved by somebody else")
struct RebaseTests {
    let folder: Folder
    let outbox: Outbox
    let first: Intent.ID

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
        let new = Example.transfer(1, to: 1, base: Example.base(8))
        first = try outbox.accept(new, at: Example.noon).intent.id
        _ = try outbox.begin(first, seen: nil, at: Example.noon)
    }

    private func accept(_ session: Int, to department: Int) throws -> Intent.ID {
        let new = Example.transfer(session, to: department, base: Example.base(8))
        return try outbox.accept(new, at: Example.noon).intent.id
    }

    private let arrived = Example.base(1, 7, updated: 55)

    @Test("a delivery becomes the base of the session's later intents, and of no other's")
    func delivered() throws {
        let later = try accept(1, to: 2)
        let other = try accept(2, to: 2)
        try outbox.settle(
            first, Settlement(.delivered, reason: nil, closing: .init(.delivered)),
            arrived: arrived, at: Example.noon)
        #expect(try outbox.intent(later).base == arrived)
        #expect(try outbox.intent(other).base == Example.base(8))
        #expect(try outbox.intent(first).base == arrived, "who is accepted next may take it")
    }

    @Test("later intents that wait for a person take it for their base too")
    func waiting() throws {
        let later = try accept(1, to: 2)
        try outbox.settle(later, Settlement(.held, reason: "x"), at: Example.noon)
        try outbox.settle(
            first, Settlement(.delivered, reason: nil, closing: .init(.delivered)),
            arrived: arrived, at: Example.noon)
        #expect(try outbox.intent(later).base == arrived)
    }

    @Test("what has ended keeps the base that it had")
    func ended() throws {
        let later = try accept(1, to: 2)
        _ = try outbox.cancel(later, at: Example.noon)
        try outbox.settle(
            first, Settlement(.delivered, reason: nil, closing: .init(.delivered)),
            arrived: arrived, at: Example.noon)
        #expect(try outbox.intent(later).base == Example.base(8))
    }

    @Test(
        "anything but a delivery leaves the others' bases alone",
        arguments: [Intent.State.queued, .rejected, .conflict])
    func notDelivered(_ state: Intent.State) throws {
        let later = try accept(1, to: 2)
        try outbox.settle(
            first, Settlement(state, reason: "x", closing: .init(.deferred)), arrived: arrived,
            at: Example.noon)
        #expect(try outbox.intent(later).base == Example.base(8))
    }
}
