import Foundation
import OutpostModel
import Testing

/// What the agent says of itself while it runs.
@Suite(.timeLimit(.minutes(1)))
struct LogTests {
    @Test("where systemd keeps it, each line is an object of JSON")
    func json() async throws {
        try await Branch.open { branch in
            var branch = branch
            branch.settings["JOURNAL_STREAM"] = "8:12345"
            branch.settings["OUTPOST_LOG_LEVEL"] = "trace"
            let left = try await branch.withAgent { agent in try await agent.refreshed() }
            let lines = left.words.split(separator: "\n")
            let objects = lines.compactMap {
                try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
            }
            #expect(objects.count == lines.count && !lines.isEmpty)
            #expect(
                objects.allSatisfy {
                    $0["time"]?.string != nil && $0["level"]?.string != nil
                        && $0["message"]?.string != nil
                })
            let started = try #require(objects.first { $0["message"]?.string == "started" })
            #expect(started["level"]?.string == "notice")
            #expect(started["directory"]?.string == branch.data)
            #expect(!left.words.contains(Branch.apiKey))
        }
    }

    @Test("elsewhere it is words, and only those of the level that was asked for")
    func words() async throws {
        try await Branch.open { branch in
            var branch = branch
            branch.settings["OUTPOST_LOG_LEVEL"] = "error"
            let quiet = try await branch.withAgent { agent in try await agent.refreshed() }
            #expect(quiet.words.isEmpty)
            branch.settings["OUTPOST_LOG_LEVEL"] = nil
            let usual = try await branch.withAgent { agent in
                try await eventually("it answers") {
                    try await agent.status().daemon.version != nil
                }
            }
            #expect(usual.words.contains("started") && !usual.words.contains("{\""))
        }
    }
}
