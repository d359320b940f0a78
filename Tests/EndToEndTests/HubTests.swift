import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// One Outpost behind another: branch, hub, API.
@Suite(.timeLimit(.minutes(3)))
struct HubTests {
    /// A branch whose API is the hub.
    private func branch(behind hub: Branch, _ port: Int) throws -> Branch {
        var branch = hub
        branch.settings["OUTPOST_HELENA_BASE_URL"] = "http://127.0.0.1:\(port)"
        branch.settings["OUTPOST_HELENA_API_KEY"] = try hub.token
        branch.settings["OUTPOST_GATEWAY_PORT"] = "0"
        branch.settings["OUTPOST_DATA_DIR"] = hub.folder + "/branch"
        return branch
    }

    private func queued(_ branch: Branch) async throws -> Int {
        let status: StatusReport = try await branch.outpost("status", "--json").decoded()
        return status.outbox.queued + status.outbox.sending
    }

    /// Hands a session that was not moved yet to another department.
    private func transfer(
        _ branch: Branch, sparing moved: Set<Session.ID>
    ) async throws -> (session: Session.ID, department: Department.ID) {
        let sessions: [SessionReport] = try await branch.outpost(
            "sessions", "--status", "PENDING", "--json"
        ).decoded()
        let session = try #require(sessions.first { !moved.contains($0.id) })
        let target = try await branch.department(otherThan: session.departmentId)
        let outcome = try await branch.outpost(
            "transfer", session.id.text, "--department", target.id.text)
        #expect(outcome.status == 0, "\(outcome)")
        return (session.id, target.id)
    }

    @Test("the whole story, the line cut at either hop, and nothing is delivered twice")
    func story() async throws {
        try await Branch.open { office in
            try await office.withPort { hub, port in
                var moves: [(session: Session.ID, department: Department.ID)] = []
                var moved: Set<Session.ID> { Set(moves.map(\.session)) }
                try await hub.withAgent { hubAgent in
                    try await hubAgent.refreshed()
                    let branch = try branch(behind: hub, port)
                    try await branch.withAgent { agent in
                        try await agent.refreshed()
                        let (ours, theirs) = (
                            try await agent.status().cache, try await hubAgent.status().cache
                        )
                        #expect(ours.sessions.count == theirs.sessions.count)
                        #expect(ours.users.count == theirs.users.count)
                        #expect(ours.departments.count == theirs.departments.count)

                        moves.append(try await transfer(branch, sparing: moved))
                        try await eventually("it is at the API") {
                            await hub.simulator.journal.count == 1
                        }

                        // Nothing is sent twice that has not changed.
                        for _ in 0..<4 { _ = try await branch.outpost("refresh") }
                        let metrics = try await hub.caller(port).get("/metrics").body
                        for route in ["/core/v1/agent", "/core/v2/department", "/chat/v2/session"] {
                            #expect(
                                metrics.split(separator: "\n").contains { line in
                                    line.contains("\"\(route)\"") && line.contains("3xx")
                                }, "\(route)")
                        }

                        // Beyond the hub: it takes what the branch has, and keeps it.
                        try await hub.simulator.cutLine()
                        moves.append(try await transfer(branch, sparing: moved))
                        try await eventually("the hub has it") { try await queued(hub) == 1 }
                        try await hub.simulator.restoreLine()
                        try await eventually("it is at the API") {
                            await hub.simulator.journal.count == 2
                        }
                        try await eventually("the branch knows") { try await queued(branch) == 0 }
                        try await hubAgent.kill()

                        // Before the hub: the branch keeps it.
                        moves.append(try await transfer(branch, sparing: moved))
                        #expect(try await queued(branch) == 1)
                        try await hub.withAgent { _ in
                            try await eventually("it is at the API") {
                                await hub.simulator.journal.count == 3
                            }
                            try await eventually("the branch knows") {
                                try await queued(branch) == 0
                            }
                        }
                        let delivered = try await agent.status().outbox.delivered
                        #expect(delivered == 3)
                    }
                }
                let journal = await hub.simulator.journal
                #expect(journal.map(\.sessionID) == moves.map(\.session.text))
                #expect(journal.map(\.departmentID) == moves.map(\.department.text))
            }
        }
    }
}
