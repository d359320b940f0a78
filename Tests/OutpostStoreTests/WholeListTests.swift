import OutpostModel
import Testing

@testable import OutpostStore

@Suite("taking over a whole list")
struct WholeListTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
    }

    @Test("what is new or different is counted as saved, what is missing as deleted")
    func departments() throws {
        let first = (1...3).map { Example.department($0, "D\($0)") }
        var changes = try cache.replaceDepartments(first, at: Example.noon)
        #expect(changes == ListChanges(saved: 3, deleted: 0))
        let second = [
            Example.department(1, "D1"), Example.department(2, "renamed"),
            Example.department(4, "new"),
        ]
        changes = try cache.replaceDepartments(second, at: Example.later(1))
        #expect(changes == ListChanges(saved: 2, deleted: 1))
        #expect(try cache.departments() == second.sorted { $0.name.folded < $1.name.folded })
        #expect(try cache.departments(matching: "renamed").count == 1)
        #expect(try cache.departments(matching: "d2").isEmpty)
    }

    @Test("users are counted alike, with departments or without")
    func users() throws {
        let first = [
            Example.user(1, "Ana", departments: [1, 2]), Example.user(2, "Bia"),
            Example.user(3, "Caio", departments: [1]),
        ]
        #expect(
            try cache.replaceUsers(first, at: Example.noon) == ListChanges(saved: 3, deleted: 0))
        let second = [
            Example.user(1, "Ana", departments: [2]), Example.user(2, "Bia", note: "changed"),
            Example.user(4, "Davi"),
        ]
        #expect(
            try cache.replaceUsers(second, at: Example.noon) == ListChanges(saved: 3, deleted: 1))
        #expect(try cache.users() == second)
        #expect(try cache.users(in: Example.id(1)).isEmpty)
    }

    @Test("one that lost all its departments has none")
    func lostDepartments() throws {
        _ = try cache.replaceUsers([Example.user(1, "Ana", departments: [1])], at: Example.noon)
        let changes = try cache.replaceUsers([Example.user(1, "Ana")], at: Example.noon)
        #expect(changes == ListChanges(saved: 1, deleted: 0))
        #expect(try cache.user(Example.id(1))?.departments == [])
    }

    @Test("the same list again changes no row, but says that it was read")
    func same() throws {
        let departments = (1...3).map { Example.department($0, "D\($0)") }
        let users = (1...3).map { Example.user($0, "U\($0)", departments: [1, $0]) }
        _ = try cache.replaceDepartments(departments, at: Example.noon)
        _ = try cache.replaceUsers(users, at: Example.noon)
        // A row that is written again, even with the same values, fires these.
        try cache.database.run(
            """
            CREATE TRIGGER d AFTER UPDATE ON department BEGIN SELECT raise(ABORT, 'touched'); END;
            CREATE TRIGGER u AFTER UPDATE ON user BEGIN SELECT raise(ABORT, 'touched'); END;
            CREATE TRIGGER m AFTER DELETE ON membership BEGIN SELECT raise(ABORT, 'touched'); END;
            """)
        let none = ListChanges(saved: 0, deleted: 0)
        #expect(try cache.replaceDepartments(departments, at: Example.later(60)) == none)
        #expect(try cache.replaceUsers(users, at: Example.later(60)) == none)
        #expect(try cache.refreshState(.departments).refreshedAt == Example.later(60))
        #expect(try cache.refreshState(.users).refreshedAt == Example.later(60))
    }

    @Test("an empty list empties the cache: whether to believe it was decided before")
    func empty() throws {
        _ = try cache.replaceUsers([Example.user(1, "Ana", departments: [1])], at: Example.noon)
        #expect(try cache.replaceUsers([], at: Example.noon) == ListChanges(saved: 0, deleted: 1))
        #expect(try cache.count(.users) == 0)
        #expect(try cache.database.integer("SELECT count(*) FROM membership") == 0)
    }

    @Test("a list that names the same one twice keeps the last")
    func twice() throws {
        let twice = [Example.department(1, "old"), Example.department(1, "new")]
        _ = try cache.replaceDepartments(twice, at: Example.noon)
        #expect(try cache.departments().map(\.name) == ["new"])
    }

    @Test(
        "a failure is told until a refresh works again", arguments: [Resource.departments, .users])
    func failures(_ resource: Resource) throws {
        #expect(
            try cache.refreshState(resource)
                == RefreshState())
        try cache.recordFailure(resource, "no route", at: Example.noon)
        #expect(try cache.refreshState(resource).failure == "no route")
        #expect(try cache.refreshState(resource).failedAt == Example.noon)
        #expect(try cache.refreshState(.sessions).failure == nil)
        _ = try cache.replaceDepartments([], at: Example.later(1))
        _ = try cache.replaceUsers([], at: Example.later(1))
        #expect(try cache.refreshState(resource).failure == nil)
        #expect(try cache.refreshState(resource).refreshedAt == Example.later(1))
    }
}
