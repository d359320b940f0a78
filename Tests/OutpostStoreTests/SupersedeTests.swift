import OutpostModel
import Testing

@testable import OutpostStore

@Suite("a later transfer of the same session")
struct SupersedeTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accept(_ new: NewIntent) throws -> Acceptance {
        try outbox.accept(new, at: Example.noon)
    }

    @Test("it replaces the one that is still queued")
    func replaces() throws {
        let first = try accept(Example.transfer(1, to: 1)).intent
        let second = try outbox.accept(Example.transfer(1, to: 2), at: Example.later(5))
        #expect(second.superseded == [first.id])
        let replaced = try outbox.intent(first.id)
        #expect(replaced.state == .superseded)
        #expect(replaced.supersededBy == second.intent.id)
        #expect(replaced.endedAt == Example.later(5))
        #expect(replaced.reason != nil)
        #expect(second.intent.state == .queued)
        #expect(second.intent.sequence > first.sequence)
    }

    @Test("it inherits what the first one saw of the session")
    func inherits() throws {
        _ = try accept(Example.transfer(1, to: 1, base: Example.base(3)))
        _ = try accept(Example.transfer(1, to: 2, base: Example.base(4)))
        let third = try accept(Example.transfer(1, to: 3, base: nil))
        #expect(third.intent.base == Example.base(3))
    }

    @Test("where the first knew nothing, what it saw itself is its base")
    func ownBase() throws {
        _ = try accept(Example.transfer(1, to: 1, base: nil))
        let second = try accept(Example.transfer(1, to: 2, base: Example.base(4)))
        #expect(second.intent.base == Example.base(4))
    }

    @Test("another session's transfer is left alone")
    func otherSession() throws {
        let other = try accept(Example.transfer(2)).intent
        #expect(try accept(Example.transfer(1)).superseded.isEmpty)
        #expect(try outbox.intent(other.id) == other)
    }

    @Test("what is being sent is not replaced")
    func sending() throws {
        let first = try accept(Example.transfer(1)).intent
        _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        #expect(try accept(Example.transfer(1, to: 2)).superseded.isEmpty)
        #expect(try outbox.intent(first.id).state == .sending)
    }

    @Test("what was sent without an answer is not replaced, and what waits behind it is")
    func ambiguous() throws {
        let first = try accept(Example.transfer(1)).intent
        _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        try outbox.settle(
            first.id,
            Settlement(.queued, reason: "no answer", closing: .init(.lost), isAmbiguous: true),
            at: Example.noon)
        let second = try accept(Example.transfer(1, to: 2, base: Example.base(5)))
        #expect(second.superseded.isEmpty)
        let third = try accept(Example.transfer(1, to: 3, base: Example.base(6)))
        #expect(third.superseded == [second.intent.id])
        #expect(third.intent.base == Example.base(5))
        #expect(try outbox.intent(first.id).state == .queued)
    }

    @Test("what waits for a person is not replaced", arguments: [Intent.State.conflict, .held])
    func waiting(_ state: Intent.State) throws {
        let first = try accept(Example.transfer(1)).intent
        try outbox.settle(first.id, Settlement(state, reason: "x"), at: Example.noon)
        #expect(try accept(Example.transfer(1, to: 2)).superseded.isEmpty)
        #expect(try outbox.intent(first.id).state == state)
    }

    @Test("a transfer that was put off, its request never sent, is replaced")
    func putOff() throws {
        let first = try accept(Example.transfer(1)).intent
        _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        try outbox.settle(
            first.id, Settlement(.queued, reason: "busy", closing: .init(.deferred)),
            at: Example.noon)
        #expect(try accept(Example.transfer(1, to: 2)).superseded == [first.id])
    }

    @Test("if the new one cannot be stored, the old one stays")
    func together() throws {
        let first = try accept(Example.transfer(1)).intent
        #expect(throws: OutboxFailure.self) { try accept(Example.transfer(1, intent: first.id)) }
        #expect(try outbox.intent(first.id) == first)
    }
}
