import Foundation
import GRDB
import OutpostModel
import Schema
import Testing

@testable import OutpostStore

/// Files as every version wrote them, in the newest version. `Golden` has an outbox of each schema
/// version as SQL, made by the real program with a transfer in every state: who adds a migration adds
/// the newest one, out of `sqlite3 outbox.sqlite .dump`, and never touches the others.
@Suite("files of every version")
struct GoldenTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Makes the file as that version left it.
    private func writeOutbox(version: Int) throws {
        let name = "outbox-v" + String(format: "%03d", version) + ".sql"
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/" + name)
        try execute(String(contentsOf: golden, encoding: .utf8), in: "outbox.sqlite")
    }

    private func execute(_ sql: String, in name: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false  // a dump has its tables in any order
        let queue = try DatabaseQueue(
            path: folder.path + "/" + name, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func rows(_ sql: String, in name: String) throws -> [String] {
        let queue = try DatabaseQueue(path: folder.path + "/" + name)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: sql).map(\.description) }
    }

    private static let columns = """
        SELECT sequence, id, sessionID, departmentID, userID, stopsBot, ifMoved, key, state, reason,
            baseDepartmentID, baseUserID, baseStatus, baseUpdatedAt, acceptedAt, expiresAt, endedAt,
            attempts, strikes, ambiguous, supersededBy FROM intent ORDER BY sequence
        """

    /// What later versions brought.
    private static func later(_ version: Int) -> [String] {
        let refusals = "SELECT refusedStatus, refusedKey, refusedText FROM intent ORDER BY sequence"
        let forgotten = "SELECT * FROM forgotten ORDER BY 1"
        return (version >= 2 ? [refusals] : []) + (version >= 3 ? [forgotten] : [])
    }

    @Test(
        "an outbox of any version keeps every transfer, in every state, with all that is known of it",
        arguments: 1...Schema.outbox.count)
    func outbox(version: Int) throws {
        try writeOutbox(version: version)
        let tables = ["attempt", "event", "tally"].map { "SELECT * FROM \($0) ORDER BY 1, 2" }
        let looks = [Self.columns] + tables + Self.later(version)
        let before = try looks.map { try rows($0, in: "outbox.sqlite") }
        #expect(before[0].count == 13)
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let intents = try outbox.intents(
            IntentQuery(states: Intent.State.allCases, limit: IntentQuery.largestLimit))
        #expect(Set(intents.map(\.state)) == Set(Intent.State.allCases))
        #expect(intents.count == 13)
        #expect(try outbox.audit().problems == [])
        #expect(try outbox.tally().accepted == 13)
        outbox.close()
        let after = try looks.map { try rows($0, in: "outbox.sqlite") }
        for (left, right) in zip(before, after) { #expect(left == right) }
        let version = try rows("PRAGMA user_version", in: "outbox.sqlite").joined()
        #expect(version.contains("\(Schema.outbox.count)"))
    }

    @Test(
        "what was being sent is looked at first, and a key still finds its transfer",
        arguments: 1...Schema.outbox.count)
    func life(version: Int) throws {
        try writeOutbox(version: version)
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let recovered = try outbox.recover(at: Example.later(1e9))
        #expect(recovered.count == 1 && recovered.allSatisfy(\.isAmbiguous))
        #expect(try outbox.knows(key: "order-1") && outbox.knows(key: "order-2"))
        _ = try outbox.accept(Example.transfer(1), at: Example.later(1e9))
        #expect(try outbox.tally().accepted == 14)
        #expect(try outbox.audit().problems == [])
    }

    @Test("a cache of any version keeps its lists", arguments: 1..<Schema.cache.count)
    func cache(version: Int) throws {
        let session = Example.session(1, department: 2, name: "Ana", phone: "5511")
        try execute(
            Schema.cache.prefix(version).map(\.sql).joined(separator: "\n") + """

                INSERT INTO department VALUES ('\(Example.place(2).departmentID!)', 'Vendas', 'vendas', 0, '{}');
                INSERT INTO session (id, number, status, departmentID, contactName, contactPhone,
                    phoneReversed, readAt, walk, object) VALUES ('\(session.id)', '1', 'PENDING',
                    '\(Example.place(2).departmentID!)', 'Ana', '5511', '1155', 1, 1,
                    '\(session.object.text)');
                UPDATE refresh SET refreshedAt = 5, walks = 1, fullAt = 5;
                PRAGMA user_version = \(version);
                """, in: "cache.sqlite")
        let cache = try Cache.open(in: folder.path)
        #expect(try cache.departments().map(\.name) == ["Vendas"])
        #expect(
            try cache.sessions(SessionQuery(text: "an")).map(\.session.object) == [session.object])
        #expect(try cache.refreshState(.sessions).isComplete)
        #expect(!folder.has("cache.sqlite.damaged"))
    }

    @Test("a migration that was released is never edited")
    func unchanged() throws {
        for version in 1...Schema.outbox.count {
            let old = try Folder()
            let queue = try DatabaseQueue(path: old.path + "/outbox.sqlite")
            try queue.writeWithoutTransaction { database in
                for migration in Schema.outbox.prefix(version) {
                    try database.execute(sql: migration.sql)
                }
            }
            try writeOutbox(version: version)
            let shape = """
                SELECT m.type, m.name, x.cid, x.name, x.type, x."notnull", x.dflt_value, x.pk
                    FROM sqlite_master AS m LEFT JOIN pragma_table_xinfo(m.name) AS x
                    ORDER BY m.type, m.name, x.cid
                """
            let made = try queue.read { try Row.fetchAll($0, sql: shape).map(\.description) }
            #expect(try rows(shape, in: "outbox.sqlite") == made, "v\(version)")
            try FileManager.default.removeItem(atPath: folder.path + "/outbox.sqlite")
        }
    }
}
