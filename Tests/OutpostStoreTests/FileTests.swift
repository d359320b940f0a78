import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("the two files")
struct FileTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("nobody but the owner can read the outbox, nor its journals", arguments: [true, false])
    func outboxModes(forAgent: Bool) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: forAgent)
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        try expectPrivate("outbox.sqlite")
        outbox.close()
    }

    @Test("nobody but the owner can read the cache, nor its journals")
    func cacheModes() throws {
        let cache = try Cache.open(in: folder.path)
        try cache.save(Example.session(1), at: Example.noon)
        try expectPrivate("cache.sqlite")
        cache.close()
    }

    private func expectPrivate(_ name: String) throws {
        for file in [name, name + "-wal", name + "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.path + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test("what the outbox commits would survive a power cut", arguments: [true, false])
    func outboxDurability(forAgent: Bool) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: forAgent)
        #expect(try outbox.database.integer("PRAGMA synchronous") == 2)
        #expect(try outbox.database.texts("PRAGMA journal_mode") == ["wal"])
        #expect(try outbox.database.integer("PRAGMA foreign_keys") == 1)
    }

    @Test("what the cache commits would survive the process")
    func cacheDurability() throws {
        let cache = try Cache.open(in: folder.path)
        #expect(try cache.database.integer("PRAGMA synchronous") == 1)
        #expect(try cache.database.texts("PRAGMA journal_mode") == ["wal"])
        #expect(try cache.database.integer("PRAGMA foreign_keys") == 1)
    }

    @Test("a directory that is not there is named as what it is")
    func noDirectory() {
        let failure = #expect(throws: StoreFailure.self) {
            try Outbox.open(in: folder.path + "/missing", forAgent: false)
        }
        guard case .notWritable(file: "outbox.sqlite", _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("a look makes no file where there is none")
    func notThere() throws {
        #expect(throws: StoreFailure.notThere(file: "outbox.sqlite")) {
            try Outbox.openForLookup(in: folder.path)
        }
        #expect(throws: StoreFailure.notThere(file: "cache.sqlite")) {
            try Cache.openForLookup(in: folder.path)
        }
        #expect(try folder.names.isEmpty)
    }

    @Test("a file that was made but never filled is not there yet")
    func empty() throws {
        try folder.write(Data(), to: "cache.sqlite")
        #expect(throws: StoreFailure.notThere(file: "cache.sqlite")) {
            try Cache.openForLookup(in: folder.path)
        }
        _ = try Cache.open(in: folder.path)
        #expect(try Cache.openForLookup(in: folder.path).count(.sessions) == 0)
    }

    @Test("a look changes nothing")
    func lookup() throws {
        _ = try Outbox.open(in: folder.path, forAgent: false)
        let outbox = try Outbox.openForLookup(in: folder.path)
        #expect(throws: OutboxFailure.self) {
            try outbox.accept(Example.transfer(1), at: Example.noon)
        }
        #expect(try outbox.tally().accepted == 0)
    }
}
