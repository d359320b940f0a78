import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// SIGKILL at the worst moments.
@Suite(.timeLimit(.minutes(2)))
struct CrashTests {
    @Test("killed between accepting and delivering: the next agent delivers it, once")
    func killedBeforeSending() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                try await branch.transferPendingSession()
                try await agent.kill()
            }
            try await branch.simulator.restoreLine()
            try await branch.withAgent { agent in
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test(
        "killed between sending and the answer: the session is looked at, and moved once",
        arguments: [
            (Fault.delay(.seconds(60)), 1),  // the server had done it
            (Fault.neverAnswered, 0),  // the server had not
        ])
    func killedWhileSending(_ fault: Fault, writesBefore: Int) async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.inject(fault, method: "PUT")
                try await branch.transferPendingSession()
                try await eventually("the request is on its way") {
                    let sending = try await agent.status().outbox.sending
                    let writes = await branch.simulator.journal.count
                    return sending == 1 && writes == writesBefore
                }
                try await agent.kill()
            }
            #expect(await branch.simulator.journal.count == writesBefore)
            await branch.simulator.clearFaults()
            try await branch.withAgent { agent in
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                let intent = try #require(try await agent.intents().first)
                let shown: IntentDetailReport = try await branch.outpost(
                    "queue", "show", intent.id.short, "--json"
                ).decoded()
                #expect(shown.attemptLog.first?.outcome == .lost)
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("an answer that is lost while the agent lives: looked at, and not sent again")
    func answerLost() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.inject(.answerLost, next: 1, method: "PUT")
                try await branch.transferPendingSession()
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                #expect(try await agent.intents().first?.attempts == 1)
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("SIGTERM with a request under way: status 0 within 5 seconds, nothing half done")
    func terminatedWhileSending() async throws {
        try await Branch.open { branch in
            let clock = ContinuousClock()
            var asked = clock.now
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.inject(.neverAnswered, method: "PUT")
                try await branch.transferPendingSession()
                try await eventually("the request is on its way") {
                    try await agent.status().outbox.sending == 1
                }
                asked = clock.now
            }
            #expect(clock.now - asked < .seconds(5))
            #expect(left.status == 0, "\(left.words)")
            #expect(left.words.contains("stopped"))
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.queued == 1)
            #expect(report.outbox.sending == 0)
        }
    }
}

extension Branch {
    /// Transfers some session to some other department.
    @discardableResult
    func transferPendingSession() async throws -> IntentReport {
        let session = try await pendingSession()
        let target = try await department(otherThan: session.departmentId)
        let accepted = try await outpost(
            "transfer", session.id.text, "--department", target.id.text, "--json")
        #expect(accepted.status == 0, "\(accepted.words)")
        return try accepted.decoded(AcceptanceReport.self).intent
    }
}
