import OutpostModel
import Testing

@testable import OutpostStore

@Suite("finding sessions")
struct SessionLookupTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
        _ = try cache.replaceDepartments([Example.department(1, "Vendas")], at: Example.noon)
        _ = try cache.replaceUsers([Example.user(7, "Ana")], at: Example.noon)
        let sessions = [
            Example.session(101, department: 1, user: 7, name: "Maria", updated: 1),
            Example.session(102, status: .inProgress, department: 1, user: 8, updated: 4),
            Example.session(103, status: .completed, department: 2, updated: 3),
            Example.session(104, status: .init(rawValue: "frozen"), updated: 2),
            Example.session(105, updated: nil),
        ]
        for session in sessions { try cache.save(session, at: Example.later(60)) }
    }

    private func found(_ query: SessionQuery) throws -> [Int] {
        try cache.sessions(query).compactMap { $0.session.number.flatMap { Int($0) } }
    }

    @Test("a session is found by its id, whole, with the names of those who have it")
    func byID() throws {
        let listing = try #require(try cache.session(Example.id(101)))
        #expect(
            listing.session
                == Example.session(101, department: 1, user: 7, name: "Maria", updated: 1))
        #expect(listing.departmentName == "Vendas")
        #expect(listing.userName == "Ana")
        #expect(listing.readAt == Example.later(60))
        #expect(listing.session.object.object["unknown"] == .string("kept"))
        #expect(try cache.session(Example.id(404)) == nil)
    }

    @Test("one whose department or user is not in the cache is found all the same")
    func withoutNames() throws {
        let listing = try #require(try cache.session(Example.id(102)))
        #expect(listing.departmentName == "Vendas")
        #expect(listing.userName == nil)
        #expect(listing.session.userID == Example.id(8))
        #expect(try cache.session(Example.id(103))?.departmentName == nil)
    }

    @Test("a session is found by its whole number", arguments: [("101", 1), ("10", 0), ("", 0)])
    func byNumber(_ number: String, _ count: Int) throws {
        #expect(try cache.sessions(number: number).count == count)
    }

    @Test("all are listed, the last updated first, and those without a time last")
    func order() throws {
        #expect(try found(SessionQuery()) == [102, 103, 104, 101, 105])
        #expect(try found(SessionQuery(limit: 2)) == [102, 103])
        #expect(try found(SessionQuery(limit: 0)).isEmpty)
    }

    @Test("no limit lifts the limit", arguments: [-1, Int.min])
    func negativeLimit(_ limit: Int) throws {
        #expect(try found(SessionQuery(limit: limit)).isEmpty)
    }

    @Test(
        "sessions are found by status, also by one that nobody knows",
        arguments: [
            ([.inProgress], [102]), ([.pending, .completed], [103, 101, 105]),
            ([.init(rawValue: "Frozen")], [104]), ([.hidden], []),
        ] as [([Session.Status], [Int])])
    func byStatus(_ statuses: [Session.Status], _ numbers: [Int]) throws {
        #expect(try found(SessionQuery(statuses: statuses)) == numbers)
    }

    @Test("sessions are found by who has them, and by all that is asked together")
    func byPlacement() throws {
        #expect(try found(SessionQuery(departmentID: Example.id(1))) == [102, 101])
        #expect(try found(SessionQuery(userID: Example.id(7))) == [101])
        #expect(try found(SessionQuery(departmentID: Example.id(2), userID: Example.id(7))) == [])
        #expect(
            try found(
                SessionQuery(text: "mar", statuses: [.pending], departmentID: Example.id(1)))
                == [101])
        #expect(try found(SessionQuery(text: "mar", statuses: [.completed])) == [])
    }

    @Test("a session that was deleted is not found in any way")
    func deleted() throws {
        let id: Session.ID = Example.id(101)
        try cache.database.run("DELETE FROM session WHERE id = '\(id)'")
        #expect(try cache.session(Example.id(101)) == nil)
        #expect(try cache.sessions(number: "101").isEmpty)
        #expect(try found(SessionQuery(text: "Maria")).isEmpty)
        #expect(try cache.count(.sessions) == 4)
    }
}
