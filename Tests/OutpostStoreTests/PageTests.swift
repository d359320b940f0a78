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

    private func progress(page: Int) -> SessionProgress {
        SessionProgress(
            cursor: Timestamp(ticks: 17_000_000_000_000_001),
            walk: SessionWalk(
                kind: .full, number: 3, part: .recent, since: Timestamp(ticks: 5),
                startedAt: Example.later(0.25), page: page, newest: Timestamp(ticks: 7)),
            walks: 3, fullAt: Example.noon, filterWorks: false)
    }

    @Test("a page is saved with where the walk stands")
    func together() throws {
        let page = [Example.session(1), Example.session(2)]
        #expect(try cache.savePage(page, progress(page: 2), walk: 3, at: Example.noon) == 2)
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
        _ = try cache.savePage([Example.session(1)], progress(page: 2), walk: 3, at: Example.noon)
        try cache.database.run(
            """
            CREATE TRIGGER full BEFORE INSERT ON session WHEN new.number = '3'
                BEGIN SELECT raise(ABORT, 'no more'); END;
            """)
        let page = [Example.session(2), Example.session(3)]
        #expect(throws: StoreFailure.self) {
            try cache.savePage(page, progress(page: 3), walk: 3, at: Example.noon)
        }
        #expect(try cache.sessionProgress() == progress(page: 2))
        #expect(try cache.session(Example.id(2)) == nil)
    }

    @Test("a page that is the same again writes no session anew")
    func same() throws {
        let page = [Example.session(1, name: "Ana"), Example.session(2)]
        _ = try cache.savePage(page, progress(page: 2), walk: 3, at: Example.noon)
        let rows = try cache.database.rows("SELECT * FROM session")
        try cache.database.run(
            """
            CREATE TRIGGER touched AFTER UPDATE ON session
                BEGIN SELECT raise(ABORT, 'touched'); END;
            """)
        let changed = try cache.savePage(page, progress(page: 2), walk: 3, at: Example.later(60))
        #expect(changed == 0)
        #expect(try cache.database.rows("SELECT * FROM session") == rows)
    }

    @Test("in the next walk the same page is only marked as met")
    func marked() throws {
        let page = [Example.session(1), Example.session(2)]
        _ = try cache.savePage(page, progress(page: 2), walk: 3, at: Example.noon)
        #expect(try cache.savePage(page, progress(page: 2), walk: 4, at: Example.later(60)) == 0)
        #expect(try cache.database.texts("SELECT DISTINCT walk FROM session") == ["4"])
    }

    @Test("what changed is counted and saved, what is new too")
    func changed() throws {
        _ = try cache.savePage(
            [Example.session(1), Example.session(2)], progress(page: 1), walk: 3, at: Example.noon)
        let page = [
            Example.session(1), Example.session(2, department: 1, updated: 1), Example.session(3),
        ]
        #expect(try cache.savePage(page, progress(page: 1), walk: 3, at: Example.later(60)) == 2)
        let changed = try #require(try cache.session(Example.id(2)))
        #expect(changed.session.departmentID == Example.id(1))
        #expect(changed.readAt == Example.later(60))
    }

    @Test("an older answer that comes late is not believed, but counts as met")
    func older() throws {
        let newer = Example.session(1, department: 1, updated: 10)
        try cache.save(newer, at: Example.noon)
        let older = Example.session(1, department: 2, updated: 9)
        #expect(try cache.savePage([older], progress(page: 1), walk: 4, at: Example.noon) == 0)
        try cache.save(older, at: Example.noon)
        #expect(try cache.session(Example.id(1))?.session == newer)
        #expect(try cache.database.texts("SELECT walk FROM session") == ["3"])
    }

    @Test("an answer of the same age that says something else is believed", arguments: [10, nil])
    func sameAge(_ updated: Int?) throws {
        try cache.save(Example.session(1, department: 1, updated: 10), at: Example.noon)
        let other = Example.session(1, department: 2, updated: updated)
        #expect(try cache.savePage([other], progress(page: 1), walk: 0, at: Example.noon) == 1)
        #expect(try cache.session(Example.id(1))?.session.departmentID == Example.id(2))
    }
}
