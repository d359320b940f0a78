import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The account's limits, with the real programs and a model of the API that counts.
@Suite(.timeLimit(.minutes(3)))
struct AccountTests {
    private func open(
        _ seeding: Seeding, share: String, _ body: (Branch) async throws -> Void
    ) async throws {
        try await Branch.open(seeding) { branch in
            await branch.simulator.update {
                $0.limits = AccountLimits(short: 40, long: 20_000)
            }
            var branch = branch
            branch.settings["OUTPOST_BUDGET_FIVE_SECOND_LIMIT"] = "40"
            branch.settings["OUTPOST_BUDGET_FIVE_MINUTE_LIMIT"] = "20000"
            branch.settings["OUTPOST_BUDGET_SHARE"] = share
            try await body(branch)
        }
    }

    @Test(
        "refreshes in a loop, killed or not, agents, and a long queue never meet the account's limits",
        arguments: ["0.5", "1"])
    func neverMore(share: String) async throws {
        try await open(Seeding(sessions: 900), share: share) { branch in
            for round in 0..<16 {
                _ = try await branch.outpost(
                    ["refresh", "--full"], killedAfter: .milliseconds(100 + round * 40))
            }
            #expect(try await branch.outpost("refresh", "--full").status == 0)
            let target = try await branch.departments()[0].id
            let sessions: [SessionReport] = try await branch.outpost(
                "sessions", "--status", "PENDING", "--limit", "24", "--json"
            ).decoded()
            let moved = sessions.filter { $0.departmentId != target }
            #expect(moved.count > 12)
            for session in moved {
                let accepted = try await branch.outpost(
                    "transfer", session.id.text, "--department", target.text)
                #expect(accepted.status == 0, "\(accepted.words)")
            }
            try await branch.withAgent { agent in
                try await eventually("some are delivered") {
                    try await agent.status().outbox.delivered > 4
                }
                try await agent.kill()
            }
            try await branch.withAgent { agent in
                try await eventually("it listens") {
                    try await agent.status().daemon.version != nil
                }
                let refreshed = try await branch.outpost("refresh", "--full")
                #expect(refreshed.status == 0, "\(refreshed.words)")
                try await eventually("all are delivered") {
                    try await agent.status().outbox.delivered == moved.count
                }
            }
            let requests = await branch.simulator.requests
            #expect(requests.count > 45)
            #expect(requests.filter { $0.status == 429 }.isEmpty)
        }
    }

    @Test(
        "a 429's pause is told, explained, and kept by the next agent and by a refresh without one")
    func pause() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            #expect(try await branch.budget()?.pausedUntil == nil)
            let target = try await branch.departments()[0]
            try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.inject(.tooManyRequests(.seconds(600)))
                let accepted = try await branch.outpost(
                    "transfer", UUID().uuidString, "--department", target.id.text, "--json")
                #expect(accepted.status == 0, "\(accepted.words)")
                try await eventually("it is paused") {
                    try await branch.budget()?.pausedUntil != nil
                }
                try await agent.kill()
            }
            let before = await branch.simulator.requestCount
            _ = try await branch.outpost(["refresh"], killedAfter: .seconds(1))
            try await branch.withAgent { agent in
                try await eventually("it says why it waits") {
                    let intent = try await agent.intents()[0].id
                    return try await branch.outpost("queue", "explain", intent.text).output
                        .contains("the account's request limit is used up; it goes on in")
                }
                let until = try #require(try await branch.budget()?.pausedUntil)
                #expect(until.date > Date().addingTimeInterval(300))
                #expect(try await branch.outpost("status").output.contains("limit is used up"))
            }
            #expect(try await branch.budget()?.pausedUntil != nil)
            #expect(await branch.simulator.requestCount == before)
        }
    }

    @Test("status tells what is left, from the agent and without one")
    func status() async throws {
        try await Branch.open { branch in
            #expect(try await branch.budget() == nil)
            _ = try await branch.outpost("refresh")
            let without = try #require(try await branch.budget())
            #expect(without.share == 0.5)
            #expect(without.fiveSeconds.limit == 100)
            #expect(without.fiveMinutes.limit == 500)
            #expect((1..<125).contains(without.fiveMinutes.left))
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let with = try #require(try await agent.status().budget)
                #expect((1..<125).contains(with.fiveMinutes.left))
            }
            let text = try await branch.outpost("status").output
            #expect(text.contains("our share is 100 in 5 seconds, 500 in 5 minutes"))
        }
    }
}

extension Branch {
    fileprivate func budget() async throws -> StatusReport.Budget? {
        try await outpost("status", "--json").decoded(StatusReport.self).budget
    }
}
