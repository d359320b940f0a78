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

    private let longAgo = Timestamp(Example.later(-1_000_000))

    /// Walks through `sessions` and ends; how many were deleted.
    @discardableResult
    private func walk(
        _ number: Int, _ sessions: [Int], kind: SessionWalk.Kind = .full,
        completedBefore: Timestamp? = nil
    ) throws -> Int {
        let walk = SessionWalk(
            kind: kind, number: number, part: .recent, since: nil, startedAt: Example.noon)
        var progress = SessionProgress(walk: walk, walks: number)
        _ = try cache.savePage(
            sessions.map { Example.session($0) }, progress, walk: number, at: Example.noon)
        progress.walk = nil
        progress.cursor = Timestamp(Example.noon)
        return try cache.finishWalk(
            walk, progress, completedBefore: completedBefore ?? longAgo, at: Example.later(9))
    }

    private func numbers() throws -> [String] {
        try cache.database.texts("SELECT number FROM session ORDER BY row")
    }

    @Test("only what two full walks in a row have missed is deleted")
    func missed() throws {
        #expect(try walk(1, [1, 2, 3]) == 0)
        #expect(try walk(2, [1, 2]) == 0)
        #expect(try numbers() == ["1", "2", "3"])
        #expect(try walk(3, [1]) == 1)
        #expect(try numbers() == ["1", "2"])
        #expect(try walk(4, [1, 2]) == 0)
        #expect(try walk(5, [1]) == 0)
    }

    @Test("a walk of what changed misses nothing")
    func changes() throws {
        try walk(1, [1, 2])
        for _ in 0..<3 { #expect(try walk(1, [1], kind: .changes) == 0) }
        #expect(try numbers() == ["1", "2"])
    }

    @Test("what a walk of changes or a look has met is not deleted by the next full walk")
    func metBetween() throws {
        try walk(1, [1])
        try walk(2, [1])
        try walk(2, [2], kind: .changes)
        try cache.save(Example.session(3), at: Example.noon)
        #expect(try walk(3, [1]) == 0)
        #expect(try numbers() == ["1", "2", "3"])
        #expect(try walk(4, [1]) == 2)
    }

    @Test(
        "sessions that have ended leave when they are old, others stay",
        arguments: [SessionWalk.Kind.full, .changes])
    func outOfScope(_ kind: SessionWalk.Kind) throws {
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
        #expect(try walk(1, [], kind: kind, completedBefore: bound) == 2)
        #expect(try numbers() == ["3", "4", "5", "6"])
    }

    @Test("the end is written down with the cursor, and a failure before it is forgotten")
    func success() throws {
        try cache.recordFailure(.sessions, "cut off", at: Example.noon)
        try walk(1, [1])
        let state = try cache.refreshState(.sessions)
        #expect(state.refreshedAt == Example.later(9))
        #expect(state.failure == nil)
        #expect(
            try cache.sessionProgress()
                == SessionProgress(cursor: Timestamp(Example.noon), walk: nil, walks: 1))
    }

    @Test("what was deleted is no longer found by name")
    func names() throws {
        try cache.save(
            Example.session(1, status: .completed, name: "Maria", updated: -100), at: Example.noon)
        try walk(1, [], completedBefore: Timestamp(Example.noon))
        #expect(try cache.sessions(SessionQuery(text: "maria")).isEmpty)
        try cache.database.run("INSERT INTO sessionName (sessionName) VALUES ('integrity-check')")
    }
}
