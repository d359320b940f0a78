import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// A program that was written for the API, with another base URL and the local token for its key.
@Suite(.timeLimit(.minutes(2)))
struct InPlaceTests {
    private func transfer(
        _ caller: LocalCaller, _ session: String, to department: String
    ) async throws -> LocalAnswer {
        try await caller.call(
            "PUT", "/chat/v1/session/\(session)/transfer",
            body: #"{"type":"DEPARTMENT","newDepartmentId":"\#(department)","newUserId":null}"#)
    }

    @Test("it looks up and transfers, with the line and without it")
    func story() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let caller = try branch.caller(port)
                    let list = try await caller.get("/chat/v2/session?Status=PENDING")
                    let items = try #require(list.json?["items"]?.array)
                    let ids = items.compactMap { $0["id"]?.string }
                    let departments = try await caller.get("/core/v2/department")
                    let target = try #require(departments.json?.array?.last?["id"]?.string)
                    let others = items.filter { $0["departmentId"]?.string != target }
                    let chosen = others.compactMap { $0["id"]?.string }
                    try #require(chosen.count > 1)

                    let delivered = try await transfer(caller, chosen[0], to: target)
                    #expect(delivered.status == 200)
                    #expect(await branch.simulator.session(chosen[0])?.departmentID == target)

                    try await branch.simulator.cutLine()
                    let again = try await caller.get("/chat/v2/session?Status=PENDING")
                    let left = again.json?["items"]?.array?.compactMap { $0["id"]?.string }
                    #expect(left == ids)
                    let accepted = try await transfer(caller, chosen[1], to: target)
                    #expect(accepted.status == 202)
                    #expect(accepted.json?["departmentId"]?.string == target)
                    let place = try #require(accepted.headers["location"])
                    #expect(try await caller.get(place).json?["state"]?.string == "queued")

                    try await branch.simulator.restoreLine()
                    try await eventually("it is delivered") {
                        try await caller.get(place).json?["state"]?.string == "delivered"
                    }
                }
            }
            #expect(await branch.simulator.journal.count == 2)
        }
    }

    @Test("a program that waits for a delivery does not keep the agent from ending")
    func shutdown() async throws {
        try await Branch.open { branch in
            var branch = branch
            branch.settings["OUTPOST_GATEWAY_WAIT"] = "60s"
            try await branch.withPort { branch, port in
                let waiting = Waiting()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let left = try await branch.withAgent { agent in
                        try await agent.refreshed()
                        let caller = try branch.caller(port)
                        let session = try await branch.pendingSession()
                        let target = try await branch.department(otherThan: session.departmentId)
                        await branch.simulator.inject(.neverAnswered, path: session.id.text)
                        group.addTask {
                            let answer = try await transfer(
                                caller, session.id.text, to: target.id.text)
                            await waiting.end(answer.status)
                        }
                        try await eventually("it is accepted") {
                            try await agent.status().outbox.accepted == 1
                        }
                    }
                    #expect(left.status == 0)
                    try await group.waitForAll()
                }
                #expect(await waiting.status == 202)
            }
        }
    }

    private actor Waiting {
        var status: Int?

        func end(_ status: Int) { self.status = status }
    }
}
