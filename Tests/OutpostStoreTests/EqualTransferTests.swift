import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("an equal transfer that is still open will do")
struct EqualTransferTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true, limit: 2)
    }

    private func transfer(
        _ session: Int = 1, to target: TransferTarget = .department(Example.id(1)),
        stopsBot: Bool = false, ifMoved: Intent.IfMoved = .park, key: String? = nil,
        joinsEqual: Bool = true
    ) -> NewIntent {
        NewIntent(
            id: .random(), sessionID: Example.id(session), target: target, stopsBot: stopsBot,
            ifMoved: ifMoved, key: key, base: nil, lifetime: 3_600, joinsEqual: joinsEqual)
    }

    private func accept(_ new: NewIntent, after seconds: Double = 0) throws -> Acceptance {
        try outbox.accept(new, at: Example.later(seconds))
    }

    @Test("in every state in which it is open", arguments: Intent.State.open)
    func open(_ state: Intent.State) throws {
        let first = try accept(transfer()).intent
        switch state {
        case .sending: _ = try outbox.begin(first.id, seen: nil, at: Example.noon)
        case .held: _ = try outbox.hold(first.id, at: Example.noon)
        case .conflict:
            try outbox.settle(first.id, Settlement(.conflict, reason: nil), at: Example.noon)
        default: break
        }
        let again = try accept(transfer())
        #expect(again.isRepetition)
        #expect(again.intent == (try outbox.intent(first.id)))
        #expect(try outbox.tally().accepted == 1)
        #expect(try outbox.audit().problems == [])
    }

    @Test("not once it has ended")
    func ended() throws {
        let first = try accept(transfer()).intent
        _ = try outbox.cancel(first.id, at: Example.noon)
        #expect(!(try accept(transfer()).isRepetition))
    }

    @Test("not where its time has run out, although nobody has ended it yet")
    func late() throws {
        _ = try accept(transfer())
        #expect(try accept(transfer(), after: 3_599).isRepetition)
        #expect(!(try accept(transfer(), after: 3_600).isRepetition))
    }

    @Test("not where anything about it differs; and after another one, the same is something new")
    func different() throws {
        _ = try accept(transfer())
        let others = [
            transfer(to: .department(Example.id(2))),
            transfer(to: .user(Example.id(1), in: Example.id(1))), transfer(stopsBot: true),
            transfer(ifMoved: .force),
        ]
        for other in others {
            let acceptance = try accept(other)
            #expect(!acceptance.isRepetition)
            #expect(acceptance.superseded.count == 1)
            let back = try accept(transfer())
            #expect(!back.isRepetition)
        }
        let elsewhere = try accept(transfer(2))
        #expect(!elsewhere.isRepetition, "another session")
    }

    @Test("not with a key of its own, nor unless it is meant")
    func own() throws {
        _ = try accept(transfer())
        for other in [transfer(key: "k"), transfer(joinsEqual: false)] {
            let acceptance = try accept(other)
            #expect(!acceptance.isRepetition)
            #expect(acceptance.superseded.count == 1)
        }
    }

    @Test("one that was accepted under a key will do for one without")
    func keyed() throws {
        let first = try accept(transfer(key: "k")).intent
        #expect(try accept(transfer()).intent == first)
    }

    @Test("it needs no room")
    func full() throws {
        _ = try accept(transfer(1))
        _ = try accept(transfer(2))
        #expect(try accept(transfer(1)).isRepetition)
        #expect(throws: OutboxFailure.tooMany(open: 2, limit: 2)) { try accept(transfer(3)) }
    }

    @Test("many at once get one and the same")
    func crowd() async throws {
        let outbox = outbox
        let ids = try await withThrowingTaskGroup(of: Intent.ID.self) { group in
            for _ in 0..<40 {
                let new = transfer()
                group.addTask { try await outbox.submit(new, at: Example.noon).intent.id }
            }
            return try await group.reduce(into: Set<Intent.ID>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try outbox.tally().accepted == 1)
    }
}
