import Foundation
import HelenaSimulator
import OutpostModel
import Subprocess
import SystemPackage

/// One branch office for one test: a model of the API, an empty data directory, and the real
/// program `outpost` as it was built.
struct Branch: Sendable {
    /// What a program left behind.
    struct Outcome: Sendable {
        /// The exit status; negative: the signal that ended it.
        let status: Int32
        /// Data: standard output.
        let output: String
        /// Words: standard error.
        let words: String

        func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try JSONDecoder().decode(type, from: Data(output.utf8))
        }
    }

    static let apiKey = "pn_an-unmistakable-secret"

    let simulator: HelenaSimulator
    let folder: String
    var settings: [String: String]
    /// What the agent is started with, and that program's arguments before its own name: nothing,
    /// usually.
    var launcher: [String] = []

    var data: String { folder + "/data" }

    /// Opens a branch for the test, and takes everything away after it.
    static func open(
        _ seeding: Seeding = Seeding(sessions: 60), identity: SimulatorIdentity? = nil,
        controlPort: Int? = nil, now: @escaping @Sendable () -> Date = { Date() },
        _ body: (Branch) async throws -> Void
    ) async throws {
        let simulator = try await HelenaSimulator.start(
            seeding: seeding, apiKey: apiKey, controlPort: controlPort, identity: identity,
            now: now)
        let folder = NSTemporaryDirectory() + "outpost-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let branch = Branch(
            simulator: simulator, folder: folder,
            settings: [
                "OUTPOST_HELENA_API_KEY": apiKey, "OUTPOST_HELENA_BASE_URL": simulator.baseURL,
                "OUTPOST_DATA_DIR": folder + "/data", "HOME": folder, "PATH": "/usr/bin:/bin",
                // Many agents at once: those that need a port take one of their own.
                "OUTPOST_GATEWAY_PORT": "0",
            ])
        let result: Result<Void, any Error>
        do { result = .success(try await body(branch)) } catch { result = .failure(error) }
        try? FileManager.default.removeItem(atPath: folder)
        try await simulator.stop()
        try result.get()
    }

    /// Runs a command to its end.
    func outpost(_ arguments: String...) async throws -> Outcome {
        try await outpost(arguments)
    }

    /// Runs a command, and kills it (SIGKILL) so long after its start if it has not ended by then.
    func outpost(_ arguments: [String], killedAfter span: Duration) async throws -> Outcome {
        let result = try await run(
            .path(Self.program), arguments: Arguments(arguments), environment: environment,
            input: .none, output: .string(limit: 1 << 20), error: .string(limit: 1 << 20)
        ) { execution in
            try? await ContinuousClock().sleep(for: span)
            try? execution.send(signal: .kill)
        }
        return Outcome(
            status: result.terminationStatus.number, output: result.standardOutput,
            words: result.standardError)
    }

    func outpost(_ arguments: [String]) async throws -> Outcome {
        let result = try await run(
            .path(Self.program), arguments: Arguments(arguments), environment: environment,
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        return Outcome(
            status: result.terminationStatus.number, output: result.standardOutput,
            words: result.standardError)
    }

    /// Runs another program with the branch's settings.
    func program(_ command: [String]) async throws -> Outcome {
        let result = try await run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            environment: environment, output: .string(limit: 1 << 24),
            error: .string(limit: 1 << 20))
        return Outcome(
            status: result.terminationStatus.number, output: result.standardOutput,
            words: result.standardError)
    }

    /// Runs a command as it would be typed into a shell, with redirections.
    func shell(_ command: String) async throws -> Outcome {
        let result = try await run(
            .path("/bin/bash"),
            arguments: ["-o", "pipefail", "-c", "\(Self.program) \(command)"],
            environment: environment, output: .string(limit: 1 << 24),
            error: .string(limit: 1 << 20))
        return Outcome(
            status: result.terminationStatus.number, output: result.standardOutput,
            words: result.standardError)
    }

    /// Runs the agent while `body` works, then ends it with SIGTERM.
    ///
    /// - Returns: what the agent left behind.
    @discardableResult
    func withAgent(
        _ body: (AgentProcess) async throws -> Void
    ) async throws -> Outcome {
        let command = launcher + [Self.program.string, "run"]
        let result = try await run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            environment: environment, input: .none, output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        ) { execution in
            let agent = AgentProcess(branch: self, pid: execution.processIdentifier.value)
            let result: Result<Void, any Error>
            do { result = .success(try await body(agent)) } catch { result = .failure(error) }
            try? execution.send(signal: .terminate)
            return result
        }
        try result.closureResult.get()
        return Outcome(
            status: result.terminationStatus.number, output: result.standardOutput,
            words: result.standardError)
    }

    var environment: Subprocess.Environment {
        .custom(
            Dictionary(
                uniqueKeysWithValues: settings.map { (Environment.Key(stringLiteral: $0), $1) }))
    }

    private static let program = program("outpost")

    /// Beside the test bundle, where the build puts all of them.
    static func program(_ name: String) -> FilePath {
        FilePath(
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
                .deletingLastPathComponent().appendingPathComponent(name).path)
    }
}

extension TerminationStatus {
    fileprivate var number: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): -signal
        }
    }
}
