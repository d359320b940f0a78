import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The README's story, with the real programs over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct StoryTests {
    @Test("look up, cut the line, look up, transfer, restore the line: delivered, exactly once")
    func story() async throws {
        try await Branch.open { branch in
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                let before = try await branch.outpost("sessions", "--json")
                try await branch.simulator.cutLine()
                let after = try await branch.outpost("sessions", "--json")
                #expect(before.output == after.output)

                let session = try await branch.pendingSession()
                let number = try #require(session.number)
                let target = try await branch.department(otherThan: session.departmentId)
                let accepted = try await branch.outpost(
                    "transfer", number, "--department", target.name, "--json")
                #expect(accepted.status == 0)
                let intent: AcceptanceReport = try accepted.decoded()
                #expect(intent.intent.state == .queued)
                #expect(try await branch.session(number).pending?.intentId == intent.intent.id)

                try await eventually("the line is known to be down") {
                    try await agent.status().connectivity.state == "offline"
                }
                #expect(try await agent.status().outbox.queued == 1)
                #expect(await branch.simulator.journal.isEmpty)

                try await branch.simulator.restoreLine()
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                let moved = try await branch.session(number)
                #expect(moved.departmentId == target.id)
                #expect(moved.pending == nil)
                #expect(try await agent.status().connectivity.state == "online")
            }
            #expect(left.status == 0)
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("a transfer accepted without an agent is carried out by the next one")
    func acceptedWithoutAgent() async throws {
        try await Branch.open { branch in
            let refreshed = try await branch.outpost("refresh", "--json")
            #expect(refreshed.status == 0)
            let session = try await branch.pendingSession()
            let target = try await branch.department(otherThan: session.departmentId)
            let accepted = try await branch.outpost(
                "transfer", session.id.text, "--department", target.id.text)
            #expect(accepted.status == 0)
            #expect(try await branch.outpost("departments").output.contains(target.name))

            try await branch.withAgent { agent in
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("a running agent notices a transfer at once, and --wait tells how it came out")
    func waiting() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let session = try await branch.pendingSession()
                let target = try await branch.department(otherThan: session.departmentId)
                let delivered = try await branch.outpost(
                    "transfer", session.id.text, "--department", target.name, "--wait", "20s",
                    "--json")
                #expect(delivered.status == 0)
                #expect(try delivered.decoded(AcceptanceReport.self).intent.state == .delivered)

                try await branch.simulator.cutLine()
                let late = try await branch.outpost(
                    "transfer", session.id.text, "--department",
                    try await branch.department(otherThan: target.id).name, "--wait", "1s")
                #expect(late.status == 75)
            }
        }
    }

    @Test("twenty commands at once, the agent running: all are accepted, all are delivered")
    func crowd() async throws {
        try await Branch.open(Seeding(sessions: 200)) { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let sessions: [SessionReport] = try await branch.outpost(
                    "sessions", "--status", "PENDING", "--limit", "20", "--json"
                ).decoded()
                try await withThrowingTaskGroup { group in
                    for session in sessions {
                        group.addTask {
                            let target = try await branch.department(
                                otherThan: session.departmentId)
                            return try await branch.outpost(
                                "transfer", session.id.text, "--department", target.id.text)
                        }
                    }
                    for try await accepted in group {
                        #expect(accepted.status == 0, "\(accepted.words)")
                    }
                }
                try await eventually("all are delivered") {
                    try await agent.status().outbox.delivered == sessions.count
                }
                #expect(await branch.simulator.journal.count == sessions.count)
            }
        }
    }
}
