import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

/// A connection keeps the statements that it has made: whatever is asked, there are few of them.
@Suite("statements that are kept")
struct StatementTests {
    private static let kept = "SELECT count(*) FROM sqlite_stmt"

    @Test("of the outbox: as many for one session as for many, and for states that are repeated")
    func outbox() throws {
        let folder = try Folder()
        let outbox = try Outbox.open(in: folder.path, forAgent: false)
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        func ask(_ count: Int) throws {
            let ids: [Session.ID] = (1...count).map { Example.id($0) }
            #expect(try outbox.pending(for: ids).count == 1)
            #expect(try outbox.upcoming(for: ids).count == 1)
            let states = (0..<count).map { _ in Intent.State.queued }
            #expect(try outbox.intents(IntentQuery(states: states)).count == 1)
        }
        try ask(1)
        let few = try #require(try outbox.database.integer(Self.kept))
        for count in 2...60 { try ask(count) }
        #expect(try outbox.database.integer(Self.kept) == few)
        #expect(few < 60, "statements are counted at all: \(few)")
    }

    @Test("of the cache: for statuses that are repeated, for every page, and for many filters")
    func cache() throws {
        let folder = try Folder()
        try Cache.open(in: folder.path).close()
        let cache = try Cache.openForLookup(in: folder.path)
        func ask(_ count: Int) throws {
            var query = SessionQuery(text: "ana", limit: count)
            query.statuses = (0..<count).map { _ in .pending }
            _ = try cache.sessions(query)
            var selection = SessionSelection()
            selection.statuses = (0..<count).map { _ in .pending }
            selection.departments = (0..<count).map { Example.id($0 + 1) }
            selection.limit = count
            selection.offset = count
            _ = try cache.slice(selection)
        }
        try ask(1)
        let few = try cache.database.rows(Self.kept)
        for count in 2...60 { try ask(count) }
        #expect(try cache.database.rows(Self.kept) == few)
    }
}
