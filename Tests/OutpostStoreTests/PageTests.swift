import OutpostModel
import Testing

@testable import OutpostStore

@Suite("saving a page of a walk")
struct PageTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
    }

    /// As in the middle of a full walk and of a quick one.
    private func progress(page: Int, walks: Int = 3) -> SessionProgress {
        var full = SessionWalk(
            kind: .full, number: walks, part: .recent, since: Timestamp(ticks: 5),
            mark: Timestamp(ticks: 6))
        full.place.page = page
        full.place.createdAfter = Timestamp(ticks: 3)
        full.place.last = [Example.id(1)]
        full.newest = Timestamp(ticks: 7)
        full.remaining = 9
        let quick = SessionWalk(kind: .changes, number: walks, part: .recent)
        return SessionProgress(
            cursor: Timestamp(ticks: 17_000_000_000_000_001), newest: Timestamp(ticks: 8),
            full: full, quick: quick, walks: walks, met: 2, metOpen: 3, fullAt: Example.noon,
            filter: .onTrial)
    }

    @Test("a page is saved with where the walk stands")
    func together() throws {
        let page = [Example.session(1), Example.session(2)]
        #expect(try cache.savePage(page, progress(page: 2), at: Example.noon).saved == 2)
        #expect(try cache.sessionProgress() == progress(page: 2))
        #expect(try Cache.openForLookup(in: folder.path).sessionProgress() == progress(page: 2))
        #expect(try cache.count(.sessions) == 2)
    }

    @Test("a walk that was never begun has no progress")
    func never() throws {
        #expect(try cache.sessionProgress() == SessionProgress())
    }

    @Test("a page that cannot be saved leaves the position where it was")
    func neither() throws {
        _ = try cache.savePage([Example.session(1)], progress(page: 2), at: Example.noon)
        try cache.database.run(
            """
            CREATE TRIGGER full BEFORE INSERT ON session WHEN new.number = '3'
                BEGIN SELECT raise(ABORT, 'no more'); END;
            """)
        let page = [Example.session(2), Example.session(3)]
        #expect(throws: StoreFailure.self) {
            try cache.savePage(page, progress(page: 3), at: Example.noon)
        }
        #expect(try cache.sessionProgress() == progress(page: 2))
        #expect(try cache.session(Example.id(2)) == nil)
    }

    @Test("a page that is the same again writes no session anew")
    func same() throws {
        let page = [Example.session(1, name: "Ana"), Example.session(2)]
        _ = try cache.savePage(page, progress(page: 2), at: Example.noon)
        let rows = try cache.database.rows("SELECT * FROM session")
        try cache.database.run(
            """
            CREATE TRIGGER touched AFTER UPDATE ON session
                BEGIN SELECT raise(ABORT, 'touched'); END;
            """)
        let changes = try cache.savePage(page, progress(page: 2), at: Example.later(60))
        #expect(changes.saved == 0)
        #expect(try cache.database.rows("SELECT * FROM session") == rows)
    }

    @Test("in the next walk the same page is only marked as met")
    func marked() throws {
        let page = [Example.session(1), Example.session(2)]
        _ = try cache.savePage(page, progress(page: 2), at: Example.noon)
        let next = progress(page: 2, walks: 4)
        #expect(try cache.savePage(page, next, at: Example.later(60)).saved == 0)
        #expect(try cache.database.texts("SELECT DISTINCT walk FROM session") == ["4"])
    }

    @Test("what changed is counted and saved, what is new too")
    func changed() throws {
        _ = try cache.savePage(
            [Example.session(1), Example.session(2)], progress(page: 1), at: Example.noon)
        let page = [
            Example.session(1), Example.session(2, department: 1, updated: 1), Example.session(3),
        ]
        #expect(try cache.savePage(page, progress(page: 1), at: Example.later(60)).saved == 2)
        let changed = try #require(try cache.session(Example.id(2)))
        #expect(changed.session.departmentID == Example.id(1))
        #expect(changed.readAt == Example.later(60))
    }

    @Test("an older answer that comes late is not believed, but counts as met")
    func older() throws {
        let newer = Example.session(1, department: 1, updated: 10)
        try cache.save(newer, at: Example.noon)
        let older = Example.session(1, department: 2, updated: 9)
        #expect(try cache.savePage([older], progress(page: 1), at: Example.noon).saved == 0)
        try cache.save(older, at: Example.noon)
        #expect(try cache.session(Example.id(1))?.session == newer)
        #expect(try cache.database.texts("SELECT walk FROM session") == ["3"])
    }

    @Test("an answer of the same age that says something else is believed", arguments: [10, nil])
    func sameAge(_ updated: Int?) throws {
        try cache.save(Example.session(1, department: 1, updated: 10), at: Example.noon)
        let other = Example.session(1, department: 2, updated: updated)
        #expect(try cache.savePage([other], progress(page: 1), at: Example.noon).saved == 1)
        #expect(try cache.session(Example.id(1))?.session.departmentID == Example.id(2))
    }

    @Test("of two answers of the same age, the one that was asked for later counts")
    func askedBefore() throws {
        let early = try cache.turn()
        let first = Example.session(1, department: 1, updated: 10)
        try cache.save(first, asked: early, at: Example.noon)
        let late = try cache.turn()
        let second = Example.session(1, department: 2, updated: 10)
        #expect(
            try cache.savePage([second], progress(page: 1), asked: early, at: Example.noon).saved
                == 0)
        try cache.save(second, asked: early, at: Example.noon)
        #expect(try cache.session(Example.id(1))?.session == first)
        #expect(
            try cache.savePage([second], progress(page: 1), asked: late, at: Example.noon).saved
                == 1)
        let third = Example.session(1, department: 3, updated: 11)
        try cache.save(third, asked: early, at: Example.noon)
        #expect(try cache.session(Example.id(1))?.session == third, "the server's time goes first")
    }

    @Test("what changes nothing makes no turn: an unchanged refresh writes one page")
    func turns() throws {
        try cache.save(Example.session(1), at: Example.noon)
        let turn = try cache.turn()
        _ = try cache.savePage([Example.session(1)], progress(page: 1), at: Example.later(60))
        #expect(try cache.turn() == turn)
    }
}
