import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what a file is at")
struct EditionTests {
    let folder: Folder
    let cache: Cache
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    @Test("while nothing is written, it stays the same, whoever reads")
    func same() throws {
        try cache.save(Example.session(1), at: Example.noon)
        let edition = try #require(cache.edition())
        #expect(try cache.count(.sessions) == 1)
        #expect(try Cache.openForLookup(in: folder.path).count(.sessions) == 1)
        #expect(cache.edition() == edition)
    }

    @Test("whatever is written to it, by us or by another program, makes it another one")
    func another() throws {
        var seen = Set([try #require(outbox.edition())])
        for session in 1...3 {
            _ = try outbox.accept(Example.transfer(session), at: Example.noon)
            #expect(seen.insert(try #require(outbox.edition())).inserted)
        }
        let command = try Outbox.open(in: folder.path, forAgent: false)
        for session in 4...6 {
            _ = try command.accept(Example.transfer(session), at: Example.noon)
            #expect(seen.insert(try #require(outbox.edition())).inserted)
        }
        command.close()
    }

    @Test("a file that was made anew is another one, though as much was written to it")
    func anew() throws {
        let edition = try #require(cache.edition())
        try cache.rebuild()
        #expect(try #require(cache.edition()) != edition)
    }

    @Test("who opens it for one command is not told")
    func commands() throws {
        #expect(try Cache.openForLookup(in: folder.path).edition() == nil)
        #expect(try Outbox.open(in: folder.path, forAgent: false).edition() == nil)
    }
}
