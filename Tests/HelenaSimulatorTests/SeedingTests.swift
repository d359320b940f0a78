import Foundation
import Testing

@testable import HelenaSimulator

@Suite("A seeded world")
struct SeedingTests {
    @Test("is the same for the same seed, and another for another")
    func deterministic() {
        #expect(smallWorld().sessions.map(\.id) == smallWorld().sessions.map(\.id))
        #expect(smallWorld().departmentList() == smallWorld().departmentList())
        #expect(smallWorld().userList() == smallWorld().userList())
        #expect(smallWorld().sessions.map(\.id) != smallWorld(seed: 8).sessions.map(\.id))
    }

    /// These ids are written down: a change of the generator must not go unnoticed.
    @Test("has the ids it always had")
    func pinned() {
        let world = smallWorld()
        #expect(world.departments[0].id == "08f4c74f-b1b1-40c9-92bc-3f39ecf4c14b")
        #expect(world.users[0].userID == "32022acb-84f2-4468-8931-29f0f806f6dc")
        #expect(world.users[0].name == "João Conceição")
        #expect(world.departments[0].name == "Recepção")
    }

    @Test("begins like the smaller one")
    func prefix() {
        let small = smallWorld(sessions: 50)
        let large = smallWorld(sessions: 500)
        #expect(small.sessions.map(\.id) == large.sessions.prefix(50).map(\.id))
    }

    @Test("is consistent")
    func consistent() {
        let world = smallWorld(sessions: 2000)
        #expect(Set(world.sessions.map(\.id)).count == 2000)
        #expect(Set(world.sessions.map(\.number)).count == 2000)
        #expect(world.sessions.map(\.createdAt) == world.sessions.map(\.createdAt).sorted())
        for session in world.sessions {
            #expect(session.createdAt <= session.updatedAt)
            #expect(session.updatedAt <= Timestamp(noon))
            #expect((session.status == .completed) == (session.endAt != nil))
            guard let user = session.user, let department = session.department else {
                #expect(session.status != .inProgress)
                continue
            }
            #expect(world.users[user].departments.contains(department))
        }
        #expect(world.users.allSatisfy { $0.recordID != $0.userID })
    }

    @Test("has variety: statuses, shared names, 0 to 7 fractional digits")
    func variety() {
        let world = smallWorld(sessions: 2000)
        #expect(
            Set(world.sessions.map(\.status)) == [.started, .pending, .inProgress, .completed])
        #expect(Set(world.contacts.map(\.name)).count < world.contacts.count)
        let digits = Set(
            world.sessions.map { session in
                session.updatedAt.text.split(separator: ".").dropFirst().first?.count ?? 1
            })
        #expect(digits.map { $0 - 1 }.sorted() == Array(0...7))
    }

    @Test("may be empty", arguments: [(0, 0, 0), (0, 3, 5), (2, 0, 5), (2, 3, 0)])
    func empty(departments: Int, users: Int, sessions: Int) throws {
        let seeding = Seeding(
            departments: departments, users: users, sessions: sessions, now: noon)
        var simulation = Simulation(World(seeding))
        #expect(try simulation.get("/core/v2/department").json.items.count == departments)
        #expect(try simulation.get("/core/v1/agent").json.items.count == users)
        let page = try simulation.get("/chat/v2/session?IncludeDetails=AgentDetails").json
        #expect(page["totalItems"]?.integer == sessions)
    }

    @Test("can be large")
    func large() throws {
        var world = smallWorld(sessions: 100_000)
        #expect(Set(world.sessions.map(\.id)).count == 100_000)
        let last = world.page(try world.query("PageSize=100&PageNumber=1000"))
        #expect(last.positions == Array(99_900..<100_000))
        let open = "Status=PENDING&Status=IN_PROGRESS&PageSize=100"
        #expect(try world.found(open).count == 100)
    }
}
