import OutpostModel
import Testing

@testable import OutpostStore

@Suite("lanes")
struct LaneTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accept(_ session: Int, to department: Int = 1) throws -> Intent {
        try outbox.accept(Example.transfer(session, to: department), at: Example.noon).intent
    }

    private func heads(after sequence: Int64 = 0, count: Int = 100) throws -> [Intent.ID] {
        try outbox.heads(after: sequence, count: count).map(\.id)
    }

    @Test("each session's oldest intent heads its lane, the oldest lane first")
    func order() throws {
        // Clocks have no say in it: the later they are accepted, the earlier by the clock.
        let ids = try (1...5).map { session in
            try outbox.accept(
                Example.transfer(session), at: Example.later(Double(-session * 1000))
            ).intent.id
        }
        #expect(try heads() == ids)
        #expect(try heads(count: 2) == Array(ids.prefix(2)))
    }

    @Test("the heads go on after the ones that were seen")
    func pages() throws {
        let intents = try (1...5).map { try accept($0) }
        #expect(try heads(after: intents[2].sequence) == intents[3...].map(\.id))
        #expect(try heads(after: intents[4].sequence).isEmpty)
    }

    @Test(
        "a session that is stuck keeps its own lane waiting, and no other",
        arguments: [Intent.State.conflict, .held])
    func stuck(_ state: Intent.State) throws {
        let stuck = try accept(1)
        try outbox.settle(stuck.id, Settlement(state, reason: "x"), at: Example.noon)
        let behind = try accept(1, to: 2)
        let other = try accept(2)
        #expect(try heads() == [other.id])
        _ = try outbox.cancel(stuck.id, at: Example.noon)
        #expect(try heads() == [behind.id, other.id])
    }

    @Test("what is behind one that is being sent waits until that has ended")
    func sending() throws {
        let first = try accept(1)
        _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        let behind = try accept(1, to: 2)
        #expect(try heads().isEmpty)
        try outbox.settle(
            first.id, Settlement(.queued, reason: "x", closing: .init(.lost), isAmbiguous: true),
            at: Example.noon)
        #expect(try heads() == [first.id])
        try outbox.settle(first.id, Settlement(.delivered, reason: "there"), at: Example.noon)
        #expect(try heads() == [behind.id])
    }

    @Test("a session with a transfer that waits is shown with the newest of them")
    func pending() throws {
        let first = try accept(1)
        _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        let newest = try accept(1, to: 2)
        let other = try accept(2)
        let ended = try accept(3)
        _ = try outbox.cancel(ended.id, at: Example.noon)
        let pending = try outbox.pending(for: (1...4).map { Example.id($0) })
        #expect(pending.mapValues(\.id) == [Example.id(1): newest.id, Example.id(2): other.id])
        #expect(try outbox.pending(for: []).isEmpty)
        #expect(try outbox.pending(for: [Example.id(3)]).isEmpty)
    }

    @Test("a whole listing's pending transfers can be asked for at once")
    func manyPending() throws {
        let intent = try accept(9_999)
        let pending = try outbox.pending(for: (1...10_000).map { Example.id($0) })
        #expect(pending.mapValues(\.id) == [Example.id(9_999): intent.id])
    }
}
