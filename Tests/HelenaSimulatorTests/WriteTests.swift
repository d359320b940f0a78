import Foundation
import Testing

@testable import HelenaSimulator

@Suite("Writes")
struct WriteTests {
    @Test("a transfer to a department takes the user away and leaves the session waiting")
    func department() throws {
        var world = smallWorld()
        let session = try world.firstSession(.inProgress)
        let target = world.departments[3].id
        let position = try world.apply(
            .transfer(.department(target)), to: session.id, by: .api, at: Timestamp(noon))
        #expect(world.sessions[position].department == 3)
        #expect(world.sessions[position].user == nil)
        #expect(world.sessions[position].status == .pending)
        let entry = try #require(world.journal.first)
        #expect(entry.departmentID == target)
        #expect(entry.userID == nil)
        #expect(entry.by == .api)
        #expect(entry.at == world.sessions[position].updatedAt.date)
    }

    @Test("a transfer to a user in a department")
    func userInDepartment() throws {
        var world = smallWorld()
        let session = try world.firstSession(.pending)
        let (user, department) = try world.pair(isMember: true)
        let id = world.departments[department].id
        let position = try world.apply(
            .transfer(.user(user.userID, department: id)), to: session.id, by: .api,
            at: Timestamp(noon))
        #expect(world.sessions[position].department == department)
        #expect(world.sessions[position].status == .inProgress)
    }

    @Test("a transfer to a user alone keeps the department if it can")
    func userAlone() throws {
        var world = smallWorld()
        let session = try world.firstSession(.pending)
        let current = try #require(session.department)
        for user in world.users {
            let position = try world.apply(
                .transfer(.user(user.userID, department: nil)), to: session.id, by: .api,
                at: Timestamp(noon))
            let was = world.journal.count == 1 ? current : nil
            let department = try #require(world.sessions[position].department)
            #expect(user.departments.contains(department))
            if let was, user.departments.contains(was) { #expect(department == was) }
        }
    }

    @Test("what cannot be is refused, and changes nothing")
    func refusals() throws {
        var world = smallWorld()
        let pending = try world.firstSession(.pending)
        let completed = try world.firstSession(.completed)
        let (user, elsewhere) = try world.pair(isMember: false)
        let outside = Transfer.user(user.userID, department: world.departments[elsewhere].id)
        let unknown = "00000000-0000-4000-8000-000000000000"
        let cases: [(Write, String, Refusal)] = [
            (.transfer(.department(unknown)), pending.id, .noSuchDepartment),
            (.transfer(.user(unknown, department: nil)), pending.id, .noSuchUser),
            (.transfer(.user(user.recordID, department: nil)), pending.id, .noSuchUser),
            (.transfer(outside), pending.id, .userOutsideDepartment),
            (.transfer(.department(world.departments[0].id)), unknown, .noSuchSession),
            (.transfer(.department(world.departments[0].id)), completed.id, .sessionCompleted),
            (.assignee(unknown), pending.id, .noSuchUser),
            (.complete, completed.id, .sessionCompleted),
        ]
        for (write, session, refusal) in cases {
            #expect(throws: refusal) {
                try world.apply(write, to: session, by: .api, at: Timestamp(noon))
            }
        }
        #expect(world.journal.isEmpty)
        #expect(world.sessions.map(\.updatedAt) == smallWorld().sessions.map(\.updatedAt))
    }

    @Test("a repeated transfer is a second one: later, in the journal, and in the conversation")
    func repeated() throws {
        var world = smallWorld()
        let session = try world.firstSession(.pending)
        let position = try world.session(session.id)
        let said = world.messages(position).count
        var moments: [Timestamp] = []
        for _ in 1...20 {
            try world.apply(
                .transfer(.department(world.departments[1].id)), to: session.id, by: .api,
                at: Timestamp(noon))
            moments.append(world.sessions[position].updatedAt)
        }
        #expect(world.journal.map(\.sequence) == Array(1...20))
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
        let transitions = world.messages(position).filter { $0.type == "TRANSITION" }
        #expect(transitions.count == 20)
        #expect(world.messages(position).count == said + 20)
        #expect(Set(world.messages(position).map(\.id)).count == said + 20)
    }

    @Test("completing, assigning and setting the status are in the journal too")
    func siblings() throws {
        var world = smallWorld()
        let session = try world.firstSession(.pending)
        let user = world.users[2].userID
        let now = Timestamp(noon)
        let position = try world.apply(.assignee(user), to: session.id, by: .api, at: now)
        #expect(world.sessions[position].user == 2)
        try world.apply(.status(.pending), to: session.id, by: .api, at: now)
        #expect(world.sessions[position].status == .pending)
        try world.apply(.complete, to: session.id, by: .colleague, at: now)
        #expect(world.sessions[position].endAt == world.sessions[position].updatedAt)
        #expect(world.journal.map(\.kind) == [.assignee, .status, .complete])
        #expect(world.journal.map(\.by) == [.api, .api, .colleague])
    }
}
