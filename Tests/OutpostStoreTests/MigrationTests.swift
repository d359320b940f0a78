import OutpostModel
import Testing

@testable import OutpostStore

@Suite("bringing the schema up to date")
struct MigrationTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("a new file has the schema, and its version")
    func new() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: false)
        #expect(try outbox.database.integer("PRAGMA user_version") == 3)
        let cache = try Cache.open(in: folder.path)
        #expect(try cache.database.integer("PRAGMA user_version") == 6)
        let strict = "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND strict = 0"
        let ours = strict + " AND name NOT LIKE 'sqlite%'"
        #expect(try outbox.database.integer(ours) == 0)
        #expect(try cache.database.integer(ours) == 0)
    }

    @Test("opening it again changes neither the schema nor what is in it")
    func again() throws {
        let first = try Outbox.open(in: folder.path, forAgent: true)
        let accepted = try first.accept(Example.transfer(1), at: Example.noon).intent
        let schema = try first.database.rows("SELECT * FROM sqlite_master")
        first.close()
        for forAgent in [true, false] {
            let next = try Outbox.open(in: folder.path, forAgent: forAgent)
            #expect(try next.database.rows("SELECT * FROM sqlite_master") == schema)
            #expect(try next.intent(accepted.id) == accepted)
            next.close()
        }
    }

    @Test("several that open a new file at once all find it ready", arguments: 1...15)
    func atOnce(round: Int) throws {
        let path = folder.path
        let failures = Crowd.of(8) { number in
            let outbox = try Outbox.open(in: path, forAgent: number == 0)
            _ = try outbox.accept(Example.transfer(number), at: Example.noon)
            outbox.close()
        }
        #expect(failures == [])
        #expect(try Outbox.openForLookup(in: folder.path).tally().accepted == 8)
    }

    @Test("a file from a newer version is refused with a sentence", arguments: [true, false])
    func newerOutbox(forAgent: Bool) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: false)
        try outbox.database.run("PRAGMA user_version = 99")
        outbox.close()
        let before = try folder.bytes("outbox.sqlite")
        let refusal = StoreFailure.newerVersion(file: "outbox.sqlite", version: 99, known: 3)
        #expect(throws: refusal) { try Outbox.open(in: folder.path, forAgent: forAgent) }
        #expect(throws: refusal) { try Outbox.openForLookup(in: folder.path) }
        #expect(refusal.description.contains("newer Outpost"))
        #expect(try folder.bytes("outbox.sqlite") == before)
    }

    @Test("a newer cache is refused too, and not taken for a damaged one")
    func newerCache() throws {
        let cache = try Cache.open(in: folder.path)
        try cache.database.run("PRAGMA user_version = 99")
        cache.close()
        let before = try folder.bytes("cache.sqlite")
        let refusal = StoreFailure.newerVersion(file: "cache.sqlite", version: 99, known: 6)
        #expect(throws: refusal) { try Cache.open(in: folder.path) }
        #expect(throws: refusal) { try Cache.openForLookup(in: folder.path) }
        #expect(try folder.bytes("cache.sqlite") == before)
        #expect(!folder.has("cache.sqlite.damaged"))
    }

    @Test("a version that no Outpost ever wrote is damage, and stops nothing")
    func impossibleVersion() async throws {
        await #expect(processExitsWith: .success) {
            let folder = try Folder()
            let cache = try Cache.open(in: folder.path)
            try cache.database.run("PRAGMA user_version = -1")
            cache.close()
            _ = try Cache.open(in: folder.path)
        }
    }
}
