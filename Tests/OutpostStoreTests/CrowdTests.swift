import OutpostModel
import Synchronization
import Testing

@testable import OutpostStore

@Suite("many at once")
struct CrowdTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("twenty handles that accept at once lose nothing")
    func handles() throws {
        let path = folder.path
        let failures = Crowd.of(20) { number in
            let outbox = try Outbox.open(in: path, forAgent: number == 0)
            for turn in 0..<10 {
                _ = try outbox.accept(Example.transfer(number * 10 + turn), at: Example.noon)
            }
            outbox.close()
        }
        #expect(failures == [])
        try expectAll(200, queued: 200)
    }

    @Test("twenty threads that share a handle lose nothing", arguments: [true, false])
    func threads(forAgent: Bool) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: forAgent)
        let failures = Crowd.of(20) { number in
            for turn in 0..<10 {
                _ = try outbox.accept(Example.transfer(number * 10 + turn), at: Example.noon)
                _ = try outbox.tally()
            }
        }
        #expect(failures == [])
        try expectAll(200, queued: 200)
    }

    @Test("twenty that transfer the same session leave one queued, the others replaced")
    func sameSession() throws {
        let path = folder.path
        let failures = Crowd.of(20) { number in
            let outbox = try Outbox.open(in: path, forAgent: false)
            _ = try outbox.accept(Example.transfer(1, to: number + 1), at: Example.noon)
            outbox.close()
        }
        #expect(failures == [])
        try expectAll(20, queued: 1)
    }

    @Test("twenty that use the same key get one intent")
    func sameKey() throws {
        let path = folder.path
        let ids = Mutex<Set<Intent.ID>>([])
        let failures = Crowd.of(20) { _ in
            let outbox = try Outbox.open(in: path, forAgent: false)
            let id = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent.id
            ids.withLock { _ = $0.insert(id) }
            outbox.close()
        }
        #expect(failures == [])
        #expect(ids.withLock { $0.count } == 1)
        try expectAll(1, queued: 1)
    }

    private func expectAll(_ accepted: Int, queued: Int) throws {
        let outbox = try Outbox.openForLookup(in: folder.path)
        let tally = try outbox.tally()
        #expect(tally.accepted == accepted)
        #expect(tally[.queued] == queued)
        #expect(tally[.superseded] == accepted - queued)
        #expect(try outbox.database.texts("PRAGMA integrity_check") == ["ok"])
        let rows = try outbox.intents(
            IntentQuery(states: Intent.State.allCases, limit: IntentQuery.largestLimit))
        #expect(rows.map(\.sequence) == (1...Int64(accepted)).map { $0 })
    }
}
