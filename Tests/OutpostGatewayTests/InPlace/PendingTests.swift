import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

/// Sessions as they will be, once what is pending for them is carried out.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct PendingTests {
    private func ids(_ standIn: StandIn, _ query: String) async throws -> [String] {
        let answer = try await standIn.caller.get("/chat/v2/session?PageSize=100&\(query)")
        let items = answer.json?["items"]?.array ?? []
        #expect(answer.json?["totalItems"]?.integer == Int64(items.count))
        return items.compactMap { $0["id"]?.string }
    }

    @Test("who asks for a department gets those on their way to it, and none on their way out")
    func department() async throws {
        try await StandIn.open { standIn in
            try await standIn.goOffline()
            let (session, elsewhere) = try await standIn.session("IN_PROGRESS")
            let old = try #require(session.departmentID)
            let accepted = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(accepted.status == 202)
            #expect(try await ids(standIn, "DepartmentId=\(elsewhere.id)").contains(session.id))
            #expect(try await !ids(standIn, "DepartmentId=\(old)").contains(session.id))
            #expect(try await ids(standIn, "Status=PENDING").contains(session.id))
            #expect(try await !ids(standIn, "Status=IN_PROGRESS").contains(session.id))
            #expect(
                try await !ids(standIn, "UserId=\(session.userID ?? "")").contains(session.id))
        }
    }

    @Test("lists, the one session and its details all show the new place, and 202 did too")
    func everywhere() async throws {
        try await StandIn.open { standIn in
            try await standIn.goOffline()
            let session = try await standIn.session().session
            let user = try #require(await standIn.simulator.users().last)
            let department = try #require(user.departmentIDs.first)
            let accepted = try await standIn.transfer(
                session.id,
                """
                {"type":"USER","newUserId":"\(user.id)","newDepartmentId":"\(department)"}
                """)
            #expect(accepted.status == 202)
            let one = try await standIn.caller.get(
                "/chat/v2/session/\(session.id)?includeDetails=AgentDetails,DepartmentsDetails")
            let list = try await standIn.caller.get(
                """
                /chat/v2/session?UserId=\(user.id)&Status=IN_PROGRESS&PageSize=100\
                &IncludeDetails=AgentDetails&IncludeDetails=DepartmentsDetails
                """)
            let listed = list.json?["items"]?.array?.first { $0["id"]?.string == session.id }
            #expect(listed == one.json)
            for shown in [accepted.json, one.json] {
                #expect(shown?["userId"]?.string == user.id)
                #expect(shown?["departmentId"]?.string == department)
                #expect(shown?["status"]?.string == "IN_PROGRESS")
            }
            #expect(one.json?["agentDetails"]?["name"]?.string == user.name)
            #expect(one.json?["departmentDetails"]?["id"]?.string == department)
        }
    }

    @Test("what waits for a person is shown where it is")
    func held() async throws {
        try await StandIn.open { standIn in
            try await standIn.goOffline()
            let (session, elsewhere) = try await standIn.session()
            let accepted = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            let id = try #require(Intent.ID(accepted.headers["outpost-intent"] ?? ""))
            _ = try standIn.outbox.hold(id, at: .now)
            let shown = try await standIn.caller.get("/chat/v2/session/\(session.id)")
            #expect(shown.json?["departmentId"]?.string == session.departmentID)
            let old = try #require(session.departmentID)
            #expect(try await ids(standIn, "DepartmentId=\(old)").contains(session.id))
        }
    }
}
