import Foundation
import OutpostModel
import Testing

/// What a list of commands printed in a branch, without the ids and times that differ from run to run.
enum Transcript {
    struct Line: Hashable, Sendable {
        let command: [String]
        let status: Int32
        let output: [JSONValue]
    }

    /// - Parameter run: how a command is given; nil: as the owner does.
    static func of(
        _ commands: [[String]], in branch: Branch,
        run: (([String]) async throws -> Branch.Outcome)? = nil
    ) async throws -> [Line] {
        let run = run ?? { try await branch.outpost($0) }
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
        for command in commands {
            let arguments = command.map { words[$0] ?? $0 } + ["--json"]
            let outcome = try await run(arguments)
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
