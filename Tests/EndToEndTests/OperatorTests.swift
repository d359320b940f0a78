import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What a person may do with transfers, and what they are told of them.
@Suite(.timeLimit(.minutes(2)))
struct OperatorTests {
    @Test("a colleague's move is a conflict; it waits for a person, who may force it")
    func conflict() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                let session = try await branch.pendingSession()
                let departments = try await branch.departments().filter {
                    $0.id != session.departmentId
                }
                let accepted = try await branch.outpost(
                    "transfer", session.id.text, "--department", departments[0].id.text, "--json")
                let id = try accepted.decoded(AcceptanceReport.self).intent.id
                // Until it knows, what it read a few seconds ago may spare it the look.
                try await eventually("the agent knows of the cut") {
                    try await agent.status().connectivity.state == "offline"
                }
                try await branch.simulator.colleagueTransfers(
                    session: session.id.text, toDepartment: departments[1].id.text, user: nil)
                try await branch.simulator.restoreLine()
                try await eventually("it is in conflict") {
                    try await agent.status().outbox.conflict == 1
                }
                let explained = try await branch.outpost("queue", "explain", id.short)
                #expect(explained.output.contains("somebody moved the session"))
                #expect(explained.output.contains("outpost queue retry --force \(id.short)"))
                let place = "\(departments[1].name), PENDING"
                #expect(explained.output.contains("is now in \(departments[1].name) (PENDING)"))
                let shown = try await branch.outpost("queue", "show", id.short)
                #expect(shown.output.contains(place), "\(shown.output)")
                #expect(await branch.simulator.journal.count == 1)

                // What a plain retry comes to is said at once, and comes.
                let plain = try await branch.outpost("queue", "retry", id.short)
                #expect(plain.status == 0)
                #expect(plain.words.contains("it becomes a conflict again"), "\(plain.words)")
                try await eventually("it is in conflict again") {
                    try await agent.status().outbox.conflict == 1
                }
                #expect(await branch.simulator.journal.count == 1)

                let retried = try await branch.outpost("queue", "retry", "--force", id.short)
                #expect(retried.status == 0, "\(retried.words)")
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                #expect(await branch.simulator.journal.map(\.by) == [.colleague, .api])
                #expect(try await branch.outpost("queue", "audit").status == 0)
            }
        }
    }

    @Test("a held transfer waits for its release, and the explanation says so")
    func held() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let id = try await branch.transferPendingSession().id.short
            let idle = try await branch.outpost("queue", "explain", id)
            #expect(idle.output.contains("the agent, which is not running"))
            #expect(try await branch.outpost("queue", "hold", id).status == 0)
            try await branch.withAgent { agent in
                try await agent.refreshed()
                #expect(try await agent.status().outbox.held == 1)
                let retried = try await branch.outpost("queue", "retry", id)
                #expect(retried.status == 65)
                #expect(retried.words.contains("outpost queue release"), "\(retried.words)")
                let explained = try await branch.outpost("queue", "explain", id)
                #expect(explained.output.contains("outpost queue release \(id)"))
                #expect(try await branch.outpost("queue", "release", id).status == 0)
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
            }
        }
    }

    @Test("events are numbered without gaps, through restarts of the agent too")
    func events() async throws {
        try await Branch.open { opened in
            var branch = opened
            branch.settings["OUTPOST_CONNECTIVITY_DAMPING"] = "1s"
            for number in 1...2 {
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    try await branch.simulator.cutLine()
                    try await branch.transferPendingSession()
                    try await eventually("the loss of the line is told") {
                        try await branch.events().count { $0.state == "offline" } == number
                    }
                    try await branch.simulator.restoreLine()
                    try await eventually("the queue is empty") {
                        try await agent.status().outbox.queued == 0
                    }
                    try await eventually("it has ended") {
                        try await agent.status().outbox.sending == 0
                    }
                }
            }
            let events = try await branch.events()
            #expect(events.map(\.id) == Array(1...Int64(events.count)))
            #expect(events.filter { $0.state == "offline" }.count == 2)
            #expect(events.filter { $0.state == "delivered" }.count == 2)
            let later = try await branch.outpost("events", "--since", "\(events.count - 1)")
            // A day, and what happened on it.
            #expect(later.output.split(separator: "\n").count == 2)
        }
    }

    @Test("a long queue is drained with about one request for each transfer")
    func drain() async throws {
        try await Branch.open(Seeding(sessions: 200)) { branch in
            var branch = branch
            branch.settings["OUTPOST_BUDGET_FIVE_SECOND_LIMIT"] = "100000"
            branch.settings["OUTPOST_BUDGET_FIVE_MINUTE_LIMIT"] = "100000"
            let office = branch
            try await office.withAgent { agent in
                try await agent.refreshed()
                // The second refresh is one of changes, and shows that the server tells them.
                #expect(try await office.outpost("refresh", "sessions").status == 0)
                try await office.simulator.cutLine()
                let sessions: [SessionReport] = try await office.outpost(
                    "sessions", "--status", "PENDING", "--limit", "40", "--json"
                ).decoded()
                for session in sessions {
                    let target = try await office.department(otherThan: session.departmentId)
                    _ = try await office.outpost(
                        "transfer", session.id.text, "--department", target.id.text)
                }
                let before = await office.simulator.requestCount
                try await office.simulator.restoreLine()
                try await eventually("all are delivered") {
                    try await agent.status().outbox.delivered == sessions.count
                }
                let requests = await office.simulator.requestCount - before
                // Besides: probes, one or two refreshes, and those on their way when it was cut.
                #expect(requests <= sessions.count + 12, "\(requests) for \(sessions.count)")
            }
        }
    }
}
