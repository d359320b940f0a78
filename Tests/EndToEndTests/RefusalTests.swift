import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// Requests that are refused: a clear error, the right exit status, and nothing stored.
@Suite(.timeLimit(.minutes(2)))
struct RefusalTests {
    @Test("a refused transfer says why and stores nothing")
    func refusedTransfers() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let completed: [SessionReport] = try await branch.outpost(
                "sessions", "--status", "COMPLETED", "--limit", "1", "--json"
            ).decoded()
            let ended = try #require(completed.first)
            let users: [UserReport] = try await branch.outpost("users", "--json").decoded()
            let user = try #require(users.first { $0.departments.count == 1 })
            let foreign = try await branch.department(otherThan: user.departments[0].id)
            let id = session.id.text

            let cases: [(arguments: [String], status: Int32, says: String)] = [
                ([id], 64, "department, a user, or both"),
                (["not-an-id", "--department", "Vendas"], 65, "neither a session's id nor"),
                (
                    [id.dropLast() + "x", "--department", "Vendas"], 65,
                    "neither a session's id nor"
                ),
                (["999999999", "--department", "Vendas"], 65, "no session with the number"),
                ([id, "--department", "Vemdas"], 65, "did you mean Vendas"),
                ([id, "--department", "Nada disso"], 65, "there is no department"),
                ([id, "--user", "Ninguém da Silva Sauro"], 65, "there is no user"),
                (
                    [id, "--department", foreign.id.text, "--user", user.userId.text], 65,
                    "does not serve the department"
                ),
                ([ended.id.text, "--department", "Vendas"], 65, "COMPLETED"),
                ([id, "--department", "Vendas", "--key", ""], 64, "a key has"),
                ([id, "--department", "Vendas", "--expires-in", "tomorrow"], 64, "not a time"),
                ([id, "--department", "Vendas", "--if-moved", "perhaps"], 64, "if-moved"),
            ]
            for (arguments, status, says) in cases {
                let refused = try await branch.outpost(["transfer"] + arguments)
                #expect(refused.status == status, "\(arguments): \(refused.words)")
                #expect(refused.words.contains(says), "\(arguments): \(refused.words)")
                #expect(refused.output.isEmpty)
            }
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.accepted == 0)
        }
    }

    @Test("with a refused key, it is the key that is blamed, and neither number nor name")
    func refusedKey() async throws {
        try await Branch.open { branch in
            await branch.simulator.update { $0.apiKey = "pn_another" }
            #expect(try await branch.outpost("refresh").status == 77)
            for command in [
                ["session", "101499"], ["transfer", "101499", "--department", "Vendas"],
                ["transfer", UUID().uuidString, "--department", "Vendas"],
            ] {
                let never = try await branch.outpost(command)
                #expect(never.status == 69, "\(command): \(never.words)")
                #expect(never.words.contains("was never fetched"), "\(never.words)")
                #expect(never.words.contains("refused the API key"), "\(never.words)")
                #expect(never.words.contains("`outpost doctor`"), "\(never.words)")
            }
            await branch.simulator.update { $0.apiKey = Branch.apiKey }
            #expect(try await branch.outpost("refresh").status == 0)
            await branch.simulator.update { $0.apiKey = "pn_another" }
            for resource in ["departments", "users", "sessions"] {
                #expect(try await branch.outpost("refresh", resource).status == 77)
            }
            let late = try await branch.outpost("session", "999999999")
            #expect(late.status == 65)
            #expect(late.words.contains("no session with the number 999999999 is known here, and"))
            #expect(late.words.contains("refused the API key"), "\(late.words)")
        }
    }

    @Test("names need not be typed exactly: case and accents do not count")
    func namesAsPeopleTypeThem() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let dry = try await branch.outpost(
                "transfer", session.id.text, "--department", "COBRANCA", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.words.contains("Cobrança"))
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.accepted == 0)
        }
    }

    @Test("departments and users are found by their ids too")
    func lookupsByID() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let department = try await branch.departments()[2]
            let found: [DepartmentReport] = try await branch.outpost(
                "departments", department.id.text.uppercased(), "--json"
            ).decoded()
            #expect(found == [department])
            let users: [UserReport] = try await branch.outpost("users", "--json").decoded()
            let one: [UserReport] = try await branch.outpost(
                "users", users[1].userId.text, "--json"
            ).decoded()
            #expect(one == [users[1]])
        }
    }

    @Test("a repeated key returns the first transfer; for another target it is an error")
    func repeatedKey() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let transfer = ["transfer", session.id.text, "--key", "order-66", "--json"]
            let first = try await branch.outpost(transfer + ["--department", "Vendas"])
            let second = try await branch.outpost(transfer + ["--department", "Vendas"])
            let third = try await branch.outpost(transfer + ["--department", "Ouvidoria"])
            let intent: AcceptanceReport = try first.decoded()
            let repeated: AcceptanceReport = try second.decoded()
            #expect(repeated.intent.id == intent.intent.id)
            #expect(repeated.repetition)
            #expect(third.status == 65)
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.accepted == 1)
        }
    }

    @Test("a cancelled transfer is not carried out")
    func cancelled() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let intent = try await branch.transferPendingSession()
            let cancelled = try await branch.outpost("queue", "cancel", intent.id.short)
            #expect(cancelled.status == 0)
            let again = try await branch.outpost("queue", "cancel", intent.id.short)
            #expect(again.status == 65)
            try await branch.withAgent { agent in
                try await agent.refreshed()
                #expect(try await agent.status().outbox.cancelled == 1)
            }
            #expect(await branch.simulator.journal.isEmpty)
        }
    }

    @Test("without a copy, look-ups say what to do, and ids can be transferred all the same")
    func withoutCache() async throws {
        try await Branch.open { branch in
            for command in ["departments", "users", "sessions"] {
                let missing = try await branch.outpost(command)
                #expect(missing.status == 69)
                #expect(missing.words.contains("outpost refresh"))
            }
            let session = try #require(
                await branch.simulator.sessions(limit: 1, status: "PENDING").first)
            let target = try #require(
                await branch.simulator.departments().first { $0.id != session.departmentID })
            let named = try await branch.outpost(
                "transfer", session.id, "--department", target.name)
            #expect(named.status == 69)
            let byID = try await branch.outpost("transfer", session.id, "--department", target.id)
            #expect(byID.status == 0, "\(byID.words)")
            try await branch.withAgent { agent in
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
            }
            #expect(await branch.simulator.session(session.id)?.departmentID == target.id)
        }
    }
}
