import Foundation
import Testing

@testable import HelenaSimulator

@Suite("Answers")
struct AnswerTests {
    @Test("without the key, and where there is nothing: unauthorized alike")
    func unauthorized() throws {
        var simulation = Simulation()
        for (target, authorization) in [
            ("/core/v2/department", nil), ("/core/v2/department", "Bearer pn_wrong"),
            ("/core/v9/department", "Bearer pn_simulator"), ("/", nil),
        ] {
            let request = Request(target: target, authorization: authorization)
            guard case .whole(let response) = simulation.answer(request) else {
                Issue.record("no answer to \(target)")
                continue
            }
            #expect(response.status == 401)
            #expect(response.body.contains(#""key":"ERROR_UNAUTHORIZED""#))
        }
    }

    @Test("errors are 500 FORM_ERROR, with a status that is a number or a string by turns")
    func formErrors() throws {
        var simulation = Simulation()
        let targets = [
            "/chat/v2/session/none", "/chat/v1/session?PageSize=0", "/core/v1/agent/none",
            "/core/v1/department/none",
        ]
        var errors: [(status: Int, json: JSONValue)] = []
        for target in targets { errors.append(try simulation.get(target)) }
        for error in errors {
            #expect(error.status == 500)
            #expect(error.json["key"] == .string("FORM_ERROR"))
            #expect(error.json["error"] == .bool(true))
        }
        #expect(Set(errors.compactMap { $0.json["httpStatusCode"] }.map(\.isString)).count == 2)
        #expect(Set(errors.map(\.json.names)).count > 1)
    }

    @Test(
        "bodies that are no transfer are refused",
        arguments: [
            "", "{", "[]", "{}", #"{"type":"DEPARTMENT"}"#, #"{"type":"USER"}"#,
            #"{"type":"DEPARTMENT","newDepartmentId":"recepcao"}"#,
            #"{"type":"DEPARTMENT","newDepartmentId":7}"#,
            #"{"type":"BOTH","newDepartmentId":"08f4c74f-b1b1-40c9-92bc-3f39ecf4c14b"}"#,
        ])
    func malformed(body: String) throws {
        var simulation = Simulation()
        let session = try simulation.world.firstSession(.pending)
        let answer = try simulation.ask("PUT", "/chat/v1/session/\(session.id)/transfer", body)
        #expect(answer.status == 500)
        #expect(answer.json["key"] == .string("FORM_ERROR"))
        #expect(simulation.world.journal.isEmpty)
    }

    @Test("a transfer answers with the whole session, and leaves a message")
    func transfer() throws {
        var simulation = Simulation()
        let session = try simulation.world.firstSession(.inProgress)
        let target = simulation.world.departments[1].id
        let body = #"{"type":"DEPARTMENT","newDepartmentId":"\#(target)","newUserId":null}"#
        let answer = try simulation.ask("PUT", "/chat/v1/session/\(session.id)/transfer", body)
        #expect(answer.status == 200)
        #expect(answer.json["departmentId"] == .string(target))
        #expect(answer.json["userId"] == .null)
        #expect(answer.json["status"] == .string("PENDING"))
        #expect(try simulation.get("/chat/v1/session/\(session.id)").json == answer.json)
        let page = try simulation.get(
            "/chat/v1/session/\(session.id)/message?OrderDirection=DESCENDING&PageSize=1"
        ).json
        #expect(page["items"]?.items.first?["type"] == .string("TRANSITION"))
    }

    @Test("v1 has no type; details are there only when asked for; unknown fields are there always")
    func shapes() throws {
        var simulation = Simulation()
        let plain = try simulation.get("/chat/v2/session?PageSize=1").json
        #expect(
            plain.names == [
                "pageNumber", "pageSize", "orderBy", "orderDirection", "items", "totalItems",
                "totalPages", "hasMorePages",
            ])
        let session = try #require(plain["items"]?.items.first)
        #expect(session["type"] != nil && session["contactDetails"] == nil)
        #expect(session["routing"] != nil)
        let old = try simulation.get("/chat/v1/session?PageSize=1").json["items"]?.items.first
        #expect(old?["type"] == nil)
        let all = "ContactDetails&IncludeDetails=agentdetails&includeDetails=DepartmentsDetails"
        let detailed = try simulation.get("/chat/v2/session?PageSize=1&IncludeDetails=\(all)").json
        let names = detailed["items"]?.items.first?.names ?? []
        #expect(
            names.isSuperset(of: ["contactDetails", "agentDetails", "departmentDetails"]))
    }

    @Test("agents by either id, with their departments; departments with their agents on demand")
    func agents() throws {
        var simulation = Simulation()
        let user = simulation.world.users[1]
        let byUser = try simulation.get("/core/v1/agent/\(user.userID)").json
        #expect(try simulation.get("/core/v1/agent/\(user.recordID)").json == byUser)
        #expect(byUser["departments"]?.items.count == user.departments.count)
        let id = simulation.world.departments[0].id
        #expect(try simulation.get("/core/v1/department/\(id)").json["agents"] == .null)
        let full = try simulation.get("/core/v1/department/\(id)?includeDetails=All").json
        #expect(full["agents"]?.items.isEmpty == false)
    }

    @Test("the account's limits, when counted")
    func limits() throws {
        var simulation = Simulation()
        simulation.settings.limits = AccountLimits(short: 3, retryAfter: .seconds(4))
        for _ in 1...3 { #expect(try simulation.get("/core/v1/agent").status == 200) }
        #expect(try simulation.get("/core/v1/agent").status == 429)
        simulation.settings.limits = nil
        #expect(try simulation.get("/core/v1/agent").status == 200)
    }

    @Test("limits forget with time")
    func window() {
        var meter = LimitMeter()
        let limits = AccountLimits(short: 2, long: 3)
        let start = Timestamp(noon)
        let admitted = [0, 1, 4, 6, 60, 301].map { (seconds: Int64) in
            meter.admits(limits, at: start.adding(ticks: seconds * Timestamp.ticksPerSecond))
        }
        #expect(admitted == [true, true, false, true, false, true])
    }
}

extension JSONValue {
    fileprivate var isString: Bool { string != nil }
}
