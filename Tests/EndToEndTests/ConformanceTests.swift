import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The commands answer the same whether an agent runs or not, to whoever may open the files. To who may
/// not, over the socket alone: `GroupTests`.
@Suite(.timeLimit(.minutes(3)))
struct ConformanceTests {
    /// A command, with what is only known in the branch: `SESSION`, `NUMBER`, `ENDED`, and `LAST` for
    /// the transfer that was accepted last.
    static let commands: [[String]] = [
        ["departments"], ["departments", "COBR"], ["departments", "nowhere"],
        ["users"], ["users", "a"], ["users", "--department", "vendas"],
        ["users", "--department", "vemdas"],
        ["sessions"], ["sessions", "--status", "PENDING", "--limit", "5"],
        ["sessions", "--status", "OPEN"], ["sessions", "--limit", "0"],
        ["sessions", "--department", "vendas", "--limit", "3"],
        ["session", "NUMBER"], ["session", "SESSION"], ["session", "x"],
        ["session", "00000000-0000-4000-8000-000000000000"],
        ["transfer", "NUMBER"], ["transfer", "x", "--department", "vendas"],
        ["transfer", "ENDED", "--department", "vendas"],
        ["transfer", "NUMBER", "--department", "vemdas"],
        ["transfer", "NUMBER", "--department", "vendas", "--dry-run"],
        ["transfer", "NUMBER", "--department", "vendas", "--key", "k"],
        ["transfer", "NUMBER", "--department", "vendas", "--key", "k"],
        ["transfer", "NUMBER", "--department", "cobranca", "--key", "k"],
        ["transfer", "SESSION", "--department", "cobranca", "--if-moved", "force"],
        ["transfer", "NUMBER", "--department", "suporte tecnico", "--wait", "1s"],
        ["queue", "list"], ["queue", "list", "--all"], ["queue", "list", "--session", "NUMBER"],
        ["queue", "list", "--state", "superseded"],
        ["queue", "show", "LAST"], ["queue", "show", "zz"],
        ["queue", "hold", "LAST"], ["queue", "hold", "LAST"], ["queue", "release", "LAST"],
        ["queue", "retry", "LAST"], ["queue", "cancel", "LAST"], ["queue", "cancel", "LAST"],
        ["queue", "cancel", "ffffffff"],
        ["queue", "list", "--all"], ["queue", "audit"],
        ["forget", "x"], ["forget", "00000000-0000-4000-8000-000000000000"],
        ["transfer", "NUMBER", "--department", "vendas"], ["forget", "NUMBER"],
        ["queue", "cancel", "LAST"], ["forget", "NUMBER"], ["forget", "NUMBER"],
        ["events", "--since", "0"],
    ]

    @Test("each command prints the same and ends with the same status")
    func commands() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            var other = branch
            other.settings["OUTPOST_DATA_DIR"] = branch.folder + "/other"
            try FileManager.default.copyItem(
                atPath: branch.data, toPath: branch.folder + "/other")
            // Nothing comes in or goes out: whatever differs is the agent's doing.
            try await branch.simulator.cutLine()
            let without = try await Transcript.of(Self.commands, in: other)
            let with = Shared<[Transcript.Line]>([])
            try await branch.withAgent { agent in
                try await eventually("the agent runs") {
                    try await agent.status().connectivity.state == "offline"
                }
                with.set(try await Transcript.of(Self.commands, in: branch))
            }
            for (left, right) in zip(without, with.value) { #expect(left == right) }
            #expect(without.count == with.value.count)
        }
    }

    @Test("status tells the same of the copy and the queue, through the agent and without it")
    func status() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            try await branch.simulator.cutLine()
            let session = try await branch.pendingSession()
            let department = try await branch.department(otherThan: session.departmentId)
            _ = try await branch.outpost(
                "transfer", session.id.text, "--department", department.id.text)
            let without: StatusReport = try await branch.outpost("status", "--json").decoded()
            let with = Shared<StatusReport?>(nil)
            try await branch.withAgent { agent in
                try await eventually("the agent runs") {
                    try await agent.status().connectivity.state == "offline"
                }
                with.set(try await agent.status())
            }
            let told = try #require(with.value)
            #expect(told.daemon.running)
            #expect(!without.daemon.running)
            #expect(told.outbox.queued == without.outbox.queued)
            #expect(told.outbox.accepted == without.outbox.accepted)
            #expect(told.cache.sessions.count == without.cache.sessions.count)
            #expect(told.cache.sessions.refreshedAt == without.cache.sessions.refreshedAt)
            #expect(told.cache.users.count == without.cache.users.count)
        }
    }

    @Test("a refresh fetches the same, through the agent and without it")
    func refresh() async throws {
        try await Branch.open { branch in
            let without: [RefreshProgress] = try await branch.outpost(
                "refresh", "departments", "users", "--json"
            ).decoded()
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let with: [RefreshProgress] = try await branch.outpost(
                    "refresh", "departments", "users", "--json"
                ).decoded()
                #expect(with.map(\.resource) == without.map(\.resource))
                #expect(with.map(\.items) == without.map(\.items))
                #expect(!with.map(\.done).contains(false))
                let wrong = try await branch.outpost("refresh", "contacts")
                #expect(wrong.status == 64)
            }
        }
    }
}
