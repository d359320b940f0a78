import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("the end of a walk")
struct FinishedWalkTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
    }

    /// Walks through `sessions` and ends; how many were deleted.
    @discardableResult
    private func walk(
        _ number: Int, _ sessions: [Int], completedBefore: Timestamp? = nil, after: TimeInterval = 9
    ) throws -> ListChanges {
        try cache.finishWalk(
            sessions.map { Example.session($0) }, SessionProgress(walks: number, met: number),
            completedBefore: completedBefore, at: Example.later(after))
    }

    private func numbers() throws -> [String] {
        try cache.database.texts("SELECT number FROM session ORDER BY row")
    }

    private func missing(_ progress: SessionProgress, limit: Int = 9) throws -> [Session.ID] {
        try cache.missing(progress, limit: limit)
    }

    @Test("its last page is saved with it, and nothing is deleted for not having been met")
    func lastPage() throws {
        #expect(try walk(1, [1, 2, 3]).saved == 3)
        #expect(try walk(2, [1, 2]).deleted == 0)
        #expect(try numbers() == ["1", "2", "3"])
    }

    @Test("what it has not met is missing")
    func notMet() throws {
        try walk(1, [1, 2, 3])
        #expect(try missing(SessionProgress(met: 1)).isEmpty)
        try walk(2, [1])
        #expect(try missing(SessionProgress(met: 2)) == [Example.id(2), Example.id(3)])
        #expect(try missing(SessionProgress(met: 2), limit: 1).count == 1)
        #expect(try missing(SessionProgress()).isEmpty)
    }

    @Test("of a walk of open sessions, only those that are open are missing")
    func notMetOpen() throws {
        try cache.save(Example.session(1, status: .completed), at: Example.noon)
        try cache.save(Example.session(2, status: .pending), at: Example.noon)
        try cache.save(Example.session(3, status: .init(rawValue: "frozen")), at: Example.noon)
        let open = [Example.id(2)] as [Session.ID]
        #expect(try missing(SessionProgress(metOpen: 5)) == open, "nobody asks for a strange word")
        #expect(try missing(SessionProgress(met: 5, metOpen: 5)).count == 3)
    }

    @Test("missing ones are told from behind one of them around to it")
    func around() throws {
        try walk(1, [1, 2, 3, 4])
        let progress = SessionProgress(met: 2)
        let found = try cache.missing(progress, after: Example.id(2), limit: 3)
        #expect(found == [Example.id(3), Example.id(4), Example.id(1)])
    }

    @Test("where only open sessions were walked, not all are gone through to see which are missing")
    func notAll() throws {
        try walk(1, Array(1...50))
        let reader = try Cache.openForLookup(in: folder.path)
        let scanned = "SELECT sum(nscan) AS n FROM sqlite_stmt WHERE sql LIKE '%walk < %'"
        #expect(try reader.missing(SessionProgress(metOpen: 1), limit: 9).isEmpty)
        #expect(try reader.database.texts(scanned) == ["0"])
        #expect(try reader.missing(SessionProgress(met: 1), limit: 9).isEmpty)
        #expect(try reader.database.texts(scanned) != ["0"])
    }

    @Test(
        "where the server is not asked for changes, what has ended is as old as the last full walk")
    func knownAt() throws {
        let sessions = [Example.session(1, status: .completed), Example.session(2)]
        for (seconds, filter) in [(9, "onTrial"), (99, "fails")] as [(TimeInterval, String)] {
            let progress = SessionProgress(
                walks: 1, fullAt: Example.later(9), filter: try #require(.init(rawValue: filter)))
            _ = try cache.finishWalk(
                filter == "fails" ? [sessions[1]] : sessions, progress, completedBefore: nil,
                at: Example.later(seconds))
        }
        #expect(try cache.session(Example.id(1))?.readAt == Example.later(9))
        #expect(try cache.sessionObject(Example.id(1))?.knownAt == Example.later(9))
        #expect(try cache.session(Example.id(2))?.readAt == Example.later(99))
        #expect(try cache.sessionObject(Example.id(2))?.knownAt == Example.later(99))
        #expect(try cache.refreshState(.sessions).refreshedAt == Example.later(99))
    }

    @Test("what another walk or a look has met meanwhile is not missing")
    func metBetween() throws {
        try walk(1, [1, 2])
        try walk(2, [1])
        try cache.save(Example.session(2), at: Example.noon)
        try cache.save(Example.session(3), at: Example.noon)
        #expect(try missing(SessionProgress(met: 2)).isEmpty)
    }

    @Test("a missing session that the server does not have is removed, from the search too")
    func removed() throws {
        try cache.save(Example.session(1, name: "Maria"), at: Example.noon)
        try cache.delete(Example.id(1))
        #expect(try cache.session(Example.id(1)) == nil)
        #expect(try cache.sessions(SessionQuery(text: "maria")).isEmpty)
        try cache.database.run("INSERT INTO sessionName (sessionName) VALUES ('integrity-check')")
    }

    @Test("sessions that have ended leave when they are old, others stay")
    func outOfScope() throws {
        let sessions = [
            Example.session(1, status: .completed, updated: -100),
            Example.session(2, status: .hidden, updated: -100),
            Example.session(3, status: .pending, updated: -100),
            Example.session(4, status: .init(rawValue: "frozen"), updated: -100),
            Example.session(5, status: .completed, updated: -50),
            Example.session(6, status: .completed, updated: nil),
        ]
        for session in sessions { try cache.save(session, at: Example.noon) }
        let bound = Timestamp(Example.later(-50))
        #expect(try walk(1, [], completedBefore: bound).deleted == 2)
        #expect(try numbers() == ["3", "4", "5", "6"])
    }

    @Test("the end is written down with the cursor, and a failure before it is forgotten")
    func success() throws {
        try cache.recordFailure(.sessions, "cut off", at: Example.noon)
        try walk(1, [1])
        let state = try cache.refreshState(.sessions)
        #expect(state.refreshedAt == Example.later(9))
        #expect(state.failure == nil)
        #expect(try cache.sessionProgress() == SessionProgress(walks: 1, met: 1))
    }

    @Test("a walk that finds nothing new writes one page of the file: the one that says when")
    func nothingNew() throws {
        try walk(1, Array(1...100))
        try cache.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        try walk(1, Array(1...100), after: 39)
        let journal = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/" + Cache.fileName + "-wal")
        let header = 32
        let frame = 24 + 4096
        #expect(journal[.size] as? Int == header + frame)
    }

    @Test("sessions that changed after a moment, the newest first")
    func changedAfter() throws {
        for number in 1...4 {
            try cache.save(Example.session(number, updated: number), at: Example.noon)
        }
        let ids = try cache.sessions(updatedAfter: Timestamp(Example.later(1)), limit: 2)
        #expect(ids == [Example.id(4), Example.id(3)])
    }
}
