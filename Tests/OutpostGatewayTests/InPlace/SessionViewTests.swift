import Foundation
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

@Suite("how a session is shown")
struct SessionViewTests {
    private static let department = "00000000-0000-4000-8000-000000000001"
    private static let user = "00000000-0000-4000-8000-000000000002"

    private func session(
        _ object: String = #"{"a":1}"#, status: Session.Status = .pending,
        department: String? = nil,
        user: String? = nil
    ) throws -> CachedSession {
        CachedSession(
            id: try #require(Session.ID(Self.department)), status: status,
            placement: Placement(
                departmentID: department.flatMap { Department.ID($0) },
                userID: user.flatMap { User.ID($0) }),
            object: JSONText(trusted: object), knownAt: .distantPast)
    }

    private func members(_ text: String) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
    }

    @Test(
        "what SQLite leaves out: what was not asked for, and what is added anew",
        arguments: [
            (APIVersion.v2, [], ["contactDetails"]), (.v1, [], ["contactDetails", "type"]),
            (.v2, [.contactDetails], []), (.v1, [.contactDetails, .undefined], ["type"]),
            (.v2, [.agentDetails, .contactDetails], ["agentDetails"]),
            (
                .v2, [.departmentsDetails, .classificationDetails, .channelTypeDetails],
                ["channelDetails", "classification", "contactDetails", "departmentDetails"]
            ),
        ] as [(APIVersion, Set<SessionDetail>, [String])])
    func without(_ version: APIVersion, _ details: Set<SessionDetail>, _ members: [String]) {
        #expect(SessionView(version, details).without == members)
    }

    @Test("as it is, to the byte, where nothing is asked for")
    func plain() throws {
        let odd = #"{"z":1.50, "a":[1,{"b":null}]}"#
        #expect(SessionView(.v2).text(try session(odd), .init()) == odd)
    }

    @Test("with what was asked for, and null where it is not known")
    func details() throws {
        let view = SessionView(.v2, Set(SessionDetail.allCases))
        var known = KnownObjects()
        let user = try #require(User.ID(Self.user))
        known.users[user] = JSONText(trusted: #"{"name":"Ana"}"#)
        let session = try session(department: Self.department, user: Self.user)
        let shown = try members(view.text(session, known))
        #expect(shown["agentDetails"] == .object(["name": .string("Ana")]))
        #expect(shown["a"] == .integer(1))
        for name in ["departmentDetails", "channelDetails", "classification", "contactDetails"] {
            #expect(shown[name] == .null, "\(name)")
        }
        #expect(shown.count == 6)
        let empty = try members(view.text(try self.session("{}"), known))
        #expect(empty.count == 5)
        let contact = #"{"contactDetails":{"name":"Zé"}}"#
        let shownContact = try members(view.text(try self.session(contact), known))
        #expect(shownContact["contactDetails"] == .object(["name": .string("Zé")]))
    }

    @Test("a transfer's own answer, as the first version shows it")
    func answered() throws {
        let id = Self.department
        let object = try members(
            #"{"id":"\#(id)","status":"PENDING","type":"GROUP","contactDetails":{},"x":1}"#)
        let session = try #require(Session(received: object))
        let shown = SessionView(.v1).text(answered: session)
        #expect(shown == #"{"id":"\#(id)","status":"PENDING","x":1}"#)
    }

    @Test("a pending transfer to a department shows it in that queue")
    func toDepartment() throws {
        let target = TransferTarget.department(try #require(Department.ID(Self.department)))
        let object = #"{"status":"IN_PROGRESS","statusDescription":"Em atendimento","userId":"x"}"#
        let moved = try session(object, status: .inProgress, user: Self.user).moved(by: target)
        #expect(moved.placement == Placement(departmentID: target.departmentID, userID: nil))
        #expect(moved.status == .pending)
        let shown = moved.object.object
        #expect(shown["departmentId"] == .string(Self.department))
        #expect(shown["userId"] == .null)
        #expect(shown["status"] == .string("PENDING"))
        #expect(shown["statusDescription"] == .null, "it speaks of the other status")
    }

    @Test("one to a user shows them at it; in their department, if it says which")
    func toUser() throws {
        let user = try #require(User.ID(Self.user))
        let other = try #require(Department.ID(Self.user))
        let session = try session(
            #"{"statusDescription":"Em atendimento"}"#, status: .inProgress,
            department: Self.department)
        let stays = session.moved(by: .user(user, in: nil))
        #expect(
            stays.placement == Placement(departmentID: session.placement.departmentID, userID: user)
        )
        #expect(stays.status == .inProgress)
        #expect(stays.object.object["statusDescription"] == .string("Em atendimento"))
        let goes = session.moved(by: .user(user, in: other))
        #expect(goes.placement == Placement(departmentID: other, userID: user))
    }

    @Test("what has ended is not moved", arguments: [Session.Status.completed, .hidden])
    func ended(_ status: Session.Status) throws {
        let session = try session(status: status)
        let user = try #require(User.ID(Self.user))
        #expect(session.moved(by: .user(user, in: nil)) == session)
    }
}
