import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("accepting")
struct AcceptTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    @Test("what was accepted is there for another handle, with all that was said")
    func visible() throws {
        let new = NewIntent(
            id: Example.id(99), sessionID: Example.id(1),
            target: .user(Example.id(7), in: Example.id(2)), stopsBot: true, ifMoved: .force,
            key: "k", base: Example.base(3, 4, updated: 1_234_567), lifetime: 600)
        let acceptance = try outbox.accept(new, at: Example.noon)
        let found = try Outbox.openForLookup(in: folder.path).intent(new.id)
        #expect(found == acceptance.intent)
        #expect(found.sessionID == new.sessionID)
        #expect(found.target == new.target)
        #expect(found.stopsBot)
        #expect(found.ifMoved == .force)
        #expect(found.key == "k")
        #expect(found.base == new.base)
        #expect(found.state == .queued)
        #expect(found.acceptedAt == Example.noon)
        #expect(found.expiresAt == Example.later(600))
        #expect(found.endedAt == nil)
        #expect(found.attempts == 0)
        #expect(!found.isAmbiguous)
        #expect(!acceptance.isRepetition)
        #expect(acceptance.superseded.isEmpty)
    }

    @Test(
        "every kind of target comes back as it was",
        arguments: [
            .department(Example.id(1)), .user(Example.id(7), in: nil),
            .user(Example.id(7), in: Example.id(1)),
        ] as [TransferTarget])
    func targets(_ target: TransferTarget) throws {
        let new = NewIntent(
            id: .random(), sessionID: Example.id(1), target: target, base: nil, lifetime: 1)
        _ = try outbox.accept(new, at: Example.noon)
        #expect(try outbox.intent(new.id).target == target)
    }

    @Test(
        "the base is kept as far as it is known",
        arguments: [
            nil, Example.base(nil), Example.base(1), Example.base(nil, 7),
            Intent.Base(
                placement: Example.place(1), status: .init(rawValue: "FROZEN"), updatedAt: nil),
        ])
    func bases(_ base: Intent.Base?) throws {
        let new = Example.transfer(1, base: base)
        #expect(try outbox.accept(new, at: Example.noon).intent.base == base)
    }

    @Test("an id that was used before is refused, and nothing is stored")
    func sameID() throws {
        _ = try outbox.accept(Example.transfer(1, intent: Example.id(5)), at: Example.noon)
        #expect(throws: OutboxFailure.self) {
            try outbox.accept(Example.transfer(2, intent: Example.id(5)), at: Example.noon)
        }
        #expect(try outbox.tally().accepted == 1)
        #expect(try outbox.database.integer("SELECT count(*) FROM event") == 1)
    }

    @Test("a disk without space is named, and nothing is half stored")
    func full() throws {
        let pages = try outbox.database.integer("PRAGMA page_count") ?? 0
        try outbox.database.run("PRAGMA max_page_count = \(pages + 4)")
        var accepted = 0
        let failure = #expect(throws: OutboxFailure.self) {
            while accepted < 10_000 {
                _ = try outbox.accept(Example.transfer(accepted), at: Example.noon)
                accepted += 1
            }
        }
        #expect(failure == .store(.full(file: "outbox.sqlite")))
        #expect(accepted > 0)
        #expect(try outbox.tally().accepted == accepted)
        #expect(try outbox.database.integer("SELECT count(*) FROM intent") == accepted)
        #expect(try outbox.database.integer("SELECT count(*) FROM event") == accepted)
    }
}
