import Foundation
import GRDB
import OutpostModel
import Testing

@testable import OutpostStore

/// The write-ahead log: bounded by itself, and by others' reading only.
@Suite("the journal")
struct JournalTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Writes some megabytes to the outbox.
    private func fill(_ outbox: Outbox) throws {
        for number in 0..<40 {
            try outbox.database.run(
                """
                INSERT INTO event (at, state, reason)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                    SELECT \(number), 'online', hex(randomblob(200)) FROM n
                """)
        }
    }

    @Test("however much is written, it stays below 16 MiB")
    func bounded() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        defer { outbox.close() }
        var largest = 0
        for _ in 0..<4 {
            try fill(outbox)
            largest = max(largest, outbox.journalBytes)
            // Our own reads come and go.
            _ = try outbox.tally()
        }
        #expect(try folder.bytes(Outbox.fileName).count > 48 << 20)
        #expect(largest < 16 << 20)
    }

    @Test("a foreign reader that does not let go is noticed; when it does, the journal is cut")
    func foreignReader() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        defer { outbox.close() }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let stranger = try DatabaseQueue(
            path: folder.path + "/" + Outbox.fileName, configuration: configuration)
        defer { try? stranger.close() }
        try stranger.inDatabase { database in
            try database.beginTransaction(.deferred)
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM event")
            try fill(outbox)
            let journal = try outbox.tidyJournal()
            #expect(journal.isHeldBack)
            #expect(journal.bytes > Journal.worthAWord)
            #expect(outbox.journalBytes > Journal.worthAWord)
            try database.rollback()
        }
        #expect(try !outbox.tidyJournal().isHeldBack)
        try outbox.record(.online, reason: nil, at: Example.noon)
        #expect(outbox.journalBytes <= 4 << 20)
    }
}
