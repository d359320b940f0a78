import Foundation
import HelenaSimulator
import SystemPackage
import Testing

/// Plays one guide: a branch with an agent, the API's model with its control address, and a shell.
final class GuideStage {
    private let branch: Branch
    private let shell: GuideShell
    private var shown = ShownText()

    /// How long a look is repeated until it shows what the guide says that it shows.
    private static let patience = Duration.seconds(30)

    private init(_ branch: Branch, port: Int) throws {
        shell = try GuideShell(branch, port: port)
        self.branch = shell.branch
    }

    /// Plays the guide, and says of each example that does not come out as it is shown what was wrong.
    static func play(_ guide: Guide) async throws {
        try await Branch.open(Seeding(sessions: 500), controlPort: 0) { branch in
            try await branch.withPort { branch, port in
                let stage = try GuideStage(branch, port: port)
                try await stage.play(guide.steps[...], agentRuns: true)
            }
        }
    }

    /// The steps up to where the agent starts or stops, and then the others.
    private func play(_ steps: ArraySlice<GuideStep>, agentRuns: Bool) async throws {
        let end = steps.firstIndex { if case .agent = $0 { true } else { false } }
        let part = steps[..<(end ?? steps.endIndex)]
        if agentRuns, !part.isEmpty {
            try await branch.withAgent { agent in
                try await agent.refreshed()
                for step in part { try await play(step) }
            }
        } else {
            for step in part { try await play(step) }
        }
        guard let end, case .agent(let runs) = steps[end] else { return }
        try await play(steps[(end + 1)...], agentRuns: runs)
    }

    private func play(_ step: GuideStep) async throws {
        switch step {
        case .example(let example) where UnrunExamples.reason(example) != nil: break
        case .example(let example): try await run(example)
        case .control(let method, let path, let body): try await control(method, path, body)
        case .until(let command):
            try await eventually(command) { try await type(command).status == 0 }
        case .agent: break
        }
    }

    private func run(_ example: GuideExample) async throws {
        switch example.language {
        case "text":
            #expect(!example.hidesCommand, "\(example.guide) hides a command: \(example.name)")
        case "console":
            #expect(!example.exchanges.isEmpty, "\(example.guide): no command: \(example.name)")
            for exchange in example.exchanges { try await compare(exchange, example) }
        case "sh":
            // Not tried: it may install something, or stop a service.
            Issue.record("\(example.guide): it stands in no list: \(example.name)")
        case "yaml": try await settings(example)
        default:
            Issue.record("\(example.guide): what is \"\(example.language)\"? \(example.name)")
        }
    }

    /// What a look shows may take a moment to come about.
    private func compare(
        _ exchange: GuideExample.Exchange, _ example: GuideExample
    ) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        while true {
            let printed = try await type(exchange.command).output
            let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            if shown.matches(exchange.trimmed, lines.last == "" ? lines.dropLast() : lines) {
                return
            }
            guard exchange.isLook, clock.now < deadline else {
                Issue.record("\(example.guide): $ \(exchange.command)\nprints\n\(printed)")
                return
            }
            try await clock.sleep(for: .milliseconds(100))
        }
    }

    /// With the ids as they are in truth.
    private func type(_ command: String) async throws -> Branch.Outcome {
        try await shell.type(shown.truth(command))
    }

    private func control(_ method: String, _ path: String, _ body: String) async throws {
        let request = "curl -sf -X \(method) http://127.0.0.1:8081\(path) -d '\(body)'"
        let outcome = try await type(request)
        #expect(outcome.status == 0, "\(method) \(path): \(outcome.output)")
    }

    /// The settings are read, and all of them make sense.
    private func settings(_ example: GuideExample) async throws {
        let file = branch.folder + "/example.yaml"
        try example.text.write(toFile: file, atomically: true, encoding: .utf8)
        var reader = branch
        reader.settings = reader.settings.filter { !$0.key.hasPrefix("OUTPOST_") }
        let outcome = try await reader.program([
            Branch.program("outpost").string, "status", "--config", file, "--data-dir",
            branch.folder + "/unused",
        ])
        #expect(outcome.status == 0, "\(example.guide): \(example.name)\n\(outcome.words)")
    }
}
