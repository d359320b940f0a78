import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The README's story as a program on this computer tells it: through HTTP alone.
@Suite(.timeLimit(.minutes(2)))
struct StoryOverHTTPTests {
    @Test(
        "look up, cut the line, look up, transfer, restore the line: delivered, exactly once",
        arguments: [false, true])
    func story(throughSocket: Bool) async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { _ in
                    try await eventually("the agent listens") {
                        FileManager.default.fileExists(atPath: branch.data + "/outpost.sock")
                            && FileManager.default.fileExists(atPath: branch.data + "/token")
                    }
                    let caller = throughSocket ? branch.socketCaller : try branch.caller(port)
                    try await live(branch.simulator, caller)
                }
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    private func live(_ simulator: HelenaSimulator, _ caller: LocalCaller) async throws {
        try await eventually("it is ready") {
            (try? await caller.get("/readyz").status) == 200
        }
        let list = "/outpost/v1/sessions?status=PENDING&limit=3"
        let before: [SessionReport] = try await caller.get(list).decoded()
        try await simulator.cutLine()
        let after: [SessionReport] = try await caller.get(list).decoded()
        #expect(before.map(\.id) == after.map(\.id) && !before.isEmpty)

        // By the session's number and the beginning of a department's name, as a person would.
        let session = try #require(before.first)
        let number = try #require(session.number)
        let departments: [DepartmentReport] = try await caller.get(
            "/outpost/v1/departments"
        ).decoded()
        let target = try #require(departments.first { $0.id != session.departmentId })
        let order = try JSONEncoder().encode(["session": number, "department": target.name])
        let accepted = try await caller.post(
            "/outpost/v1/intents", String(decoding: order, as: UTF8.self))
        #expect(accepted.status == 201, "\(accepted)")
        let intent = try accepted.decoded(AcceptanceReport.self).intent
        #expect(intent.state == .queued)
        let pending: SessionReport = try await caller.get("/outpost/v1/sessions/\(number)")
            .decoded()
        #expect(pending.pending?.intentId == intent.id)

        try await eventually("the line is known to be down") {
            try await status(caller).connectivity.state == "offline"
        }
        #expect(try await status(caller).outbox.queued == 1)
        #expect(await simulator.journal.isEmpty)

        try await simulator.restoreLine()
        try await caller.readEvents { message in
            message.contains { $0.contains(intent.id.text) && $0.contains("delivered") }
        }
        let found: IntentDetailReport = try await caller.get(
            "/outpost/v1/intents/\(intent.id.text)"
        )
        .decoded()
        #expect(found.intent.state == .delivered)
        let moved: SessionReport = try await caller.get("/outpost/v1/sessions/\(number)").decoded()
        #expect(moved.departmentId == target.id && moved.pending == nil)
        #expect(try await status(caller).connectivity.state == "online")
    }

    private func status(_ caller: LocalCaller) async throws -> StatusReport {
        try await caller.get("/outpost/v1/status").decoded()
    }
}
