import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The commands answer the same whether an agent runs or not: those that speak to it, and those that
/// read and write the two files themselves.
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
            let without = try await transcript(other)
            let with = Shared<[Line]>([])
            try await branch.withAgent { agent in
                try await eventually("the agent runs") {
                    try await agent.status().connectivity.state == "offline"
                }
                with.set(try await transcript(branch))
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

    /// What a command left behind, without the ids and times that differ from run to run.
    struct Line: Hashable, Sendable {
        let command: [String]
        let status: Int32
        let output: [JSONValue]
    }

    private func transcript(_ branch: Branch) async throws -> [Line] {
        let session = try await branch.pendingSession()
        let ended: [SessionReport] = try await branch.outpost(
            "sessions", "--status", "COMPLETED", "--limit", "1", "--json"
        ).decoded()
        var words = [
            "SESSION": session.id.text, "NUMBER": try #require(session.number),
            "ENDED": try #require(ended.first).id.text,
        ]
        var plain = Plain(kept: Set(words.values))
        var lines: [Line] = []
        for command in Self.commands {
            let outcome = try await branch.outpost(command.map { words[$0] ?? $0 } + ["--json"])
            if let accepted = try? outcome.decoded(AcceptanceReport.self) {
                words["LAST"] = accepted.intent.id.text
            }
            lines.append(
                Line(
                    command: command, status: outcome.status, output: plain.values(outcome.output)))
        }
        return lines
    }
}

/// Replaces what differs from run to run: new ids by their order, and times.
private struct Plain {
    private var names: [String: JSONValue] = [:]
    private let kept: Set<String>

    init(kept: Set<String>) { self.kept = kept }

    /// One value, or one a line.
    mutating func values(_ output: String) -> [JSONValue] {
        let decoder = JSONDecoder()
        if let whole = try? decoder.decode(JSONValue.self, from: Data(output.utf8)) {
            return [plain(whole)]
        }
        return output.split(separator: "\n").compactMap { line in
            let value = try? decoder.decode(JSONValue.self, from: Data(line.utf8))
            // The line's own news is the agent's to tell, and has numbers among the others.
            guard var event = value?.object, event["intentId"] != .null else { return nil }
            event["id"] = nil
            return plain(.object(event))
        }
    }

    private mutating func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where Timestamp(text) != nil:
            return .string("TIME")
        case .string(let text) where Identifier<Intent>(text) != nil && !kept.contains(text):
            let name = names[text] ?? .integer(Int64(names.count))
            names[text] = name
            return name
        case .array(let items):
            return .array(items.map { plain($0) })
        case .object(let members):
            var result: [String: JSONValue] = [:]
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                result[name] = plain(member)
            }
            return .object(result)
        default: return value
        }
    }
}
