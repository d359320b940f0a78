import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What people look at: the status as it goes, and the events as a diary.
@Suite(.timeLimit(.minutes(1)))
struct LookTests {
    @Test("a watched status follows what happens")
    func watch() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                async let watched = branch.outpost(
                    ["status", "--watch", "--json"], killedAfter: .seconds(15))
                async let words = branch.outpost(["status", "--watch"], killedAfter: .seconds(15))
                try await branch.transferPendingSession()
                let reports = try await watched.output.split(separator: "\n").compactMap {
                    try? JSONDecoder().decode(StatusReport.self, from: Data($0.utf8))
                }
                #expect(reports.count > 2)
                #expect(reports.last?.outbox.queued == 1)
                let text = try await words.output
                #expect(text.contains("1 transfer waiting for it"))
                #expect(!text.contains("\u{1B}"), "not on a terminal")
            }
        }
    }

    @Test("events read like a diary: a day, and what happened on it, to whom")
    func diary() async throws {
        try await Branch.open { branch in
            var branch = branch
            branch.settings["TZ"] = "America/Sao_Paulo"
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let session = try await branch.pendingSession()
                let target = try await branch.department(otherThan: session.departmentId)
                let intent: AcceptanceReport = try await branch.outpost(
                    "transfer", session.id.text, "--department", target.name, "--json"
                ).decoded()
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                let lines = try await branch.outpost("events").output.split(separator: "\n")
                #expect(lines.first?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
                let name = "\(intent.intent.id.short) (\(session.number ?? "") → \(target.name))"
                for words in ["was accepted", "is being sent", "was delivered"] {
                    #expect(
                        lines.contains { $0.contains("\(name) \(words)") }, "\(words): \(lines)")
                }
                #expect(lines.dropFirst().allSatisfy { $0.contains(/^  \d\d:\d\d:\d\d  \d+/) })
                let event = try #require(try await branch.events().first)
                var calendar = Calendar(identifier: .gregorian)
                calendar.timeZone = try #require(TimeZone(identifier: "America/Sao_Paulo"))
                let hour = calendar.component(.hour, from: event.at.date)
                #expect(lines[1].hasPrefix("  " + (hour < 10 ? "0" : "") + "\(hour):"))
            }
        }
    }
}
