import Foundation
import Caller
import HelenaSimulator
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

    @Test("nothing of a customer is in the log, however much is written into it")
    func customers() async throws {
        try await Branch.open { branch in
            var branch = branch
            branch.settings["OUTPOST_LOG_LEVEL"] = "trace"
            branch.settings["OUTPOST_CACHE_KEEP"] = "full"
            let sessions = await branch.simulator.sessions()
            let customer = try #require(sessions.first { $0.status == "PENDING" })
            var texts: [String] = []
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                for word in [customer.contactName, customer.contactPhone] {
                    let query = word.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
                    let found = try await branch.socketCaller.get(
                        "/outpost/v1/sessions?query=\(query ?? "")")
                    #expect(found.status == 200 && found.body.contains(customer.contactPhone))
                }
                let one = try await branch.socketCaller.get("/chat/v2/session/\(customer.id)")
                texts = one.body.matches(of: #/"lastMessageText" ?: ?"([^"]+)"/#).map {
                    String($0.1)
                }
                let target = try await branch.department(
                    otherThan: customer.departmentID.flatMap { .init($0) })
                let sent = try await branch.outpost(
                    "transfer", customer.number, "--department", target.id.text, "--wait", "20s")
                #expect(sent.status == 0, "\(sent.words)")
                await branch.simulator.inject(.loginPage)
                _ = try await branch.outpost("refresh", "sessions")
            }
            #expect(left.words.contains(customer.id), "transfers are in it, by their ids")
            #expect(!texts.isEmpty)
            for words in sessions.flatMap({ [$0.contactName, $0.contactPhone] }) + texts {
                #expect(!left.words.contains(words), "\(words)")
            }
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
