import Foundation
import GRDB
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("a first use that was cut off")
struct FirstUseTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("leaves nothing to look at, and nothing in the way", arguments: [true, false])
    func cutOff(forAgent: Bool) throws {
        try leaveHalfMadeFile("outbox.sqlite")
        #expect(throws: StoreFailure.notThere(file: "outbox.sqlite")) {
            try Outbox.openForLookup(in: folder.path)
        }
        let outbox = try Outbox.open(in: folder.path, forAgent: forAgent)
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        #expect(try outbox.audit().problems.isEmpty)
    }

    @Test("is no obstacle to the cache either")
    func cache() throws {
        try leaveHalfMadeFile("cache.sqlite")
        let cache = try Cache.open(in: folder.path)
        #expect(try cache.count(.sessions) == 0)
    }

    /// The file and its rollback journal, as they are in the middle of the first transaction.
    private func leaveHalfMadeFile(_ name: String) throws {
        let elsewhere = try Folder()
        let queue = try DatabaseQueue(path: elsewhere.path + "/" + name)
        try queue.inDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cache_size = 1;
                    BEGIN;
                    CREATE TABLE half (made BLOB);
                    INSERT INTO half VALUES (randomblob(100000));
                    INSERT INTO half VALUES (randomblob(100000));
                    """)
            for part in [name, name + "-journal"] {
                try FileManager.default.copyItem(
                    atPath: elsewhere.path + "/" + part, toPath: folder.path + "/" + part)
            }
            try database.execute(sql: "ROLLBACK")
        }
    }
}
