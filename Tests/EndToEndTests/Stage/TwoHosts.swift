import Foundation
import HelenaSimulator
import OutpostModel
import Subprocess
import SystemPackage

/// Two computers with a cable between them: network namespaces, with the agent in one and a model of
/// the API in the other.
struct TwoHosts: Sendable {
    let agent: String
    let server: String
    let agentCard: String
    let serverCard: String

    private static let agentAddress = "192.0.2.1"
    private static let serverAddress = "192.0.2.2"
    private static let port = 8080
    private static let controlPort = 8081

    /// From Debian's iproute2.
    private static let ip = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Unique on this computer, and short enough for the name of a network card.
    private init(name: String) {
        agent = "outpost-agent-\(name)"
        server = "outpost-server-\(name)"
        agentCard = "opa\(name)"
        serverCard = "ops\(name)"
    }

    /// Whether namespaces, and cards to connect them, are allowed here.
    static func isPossible() async -> Bool {
        guard ip != nil else { return false }
        let hosts = TwoHosts(name: "t\(getpid())")
        let isBuilt = (try? await hosts.build()) != nil
        await hosts.remove()
        return isBuilt
    }

    /// Runs `body` with a branch whose agent is on one host and whose API is on the other; takes
    /// everything away after it.
    static func open(_ body: (TwoHosts, Branch) async throws -> Void) async throws {
        try await Branch.open(Seeding(sessions: 1)) { opened in
            let hosts = TwoHosts(name: "\(getpid())")
            let result: Result<Void, any Error>
            do {
                try await hosts.build()
                var branch = opened
                branch.launcher = hosts.inside(hosts.agent)
                branch.settings["OUTPOST_HELENA_BASE_URL"] = "http://\(serverAddress):\(port)"
                try await hosts.serving(branch) { try await body(hosts, branch) }
                result = .success(())
            } catch { result = .failure(error) }
            await hosts.remove()
            try result.get()
        }
    }

    /// The agent's own card is switched off, or on again.
    func switchCard(_ state: CardState) async throws {
        try await ip("-n", agent, "link", "set", agentCard, state.rawValue)
    }

    /// The cable is pulled at the far end, or put in again.
    func plugCable(_ state: CardState) async throws {
        try await ip("-n", server, "link", "set", serverCard, state.rawValue)
    }

    enum CardState: String { case up, down }

    /// Nothing of what the server says arrives any more, and nobody says so.
    func openBlackHole() async throws {
        try await ip("-n", server, "route", "add", "blackhole", Self.agentAddress + "/32")
    }

    func closeBlackHole() async throws {
        try await ip("-n", server, "route", "del", "blackhole", Self.agentAddress + "/32")
    }

    /// The sessions of all writes that the server carried out, in order.
    func written() async throws -> [Session.ID] {
        struct Write: Decodable { let sessionId: Session.ID }
        let answer = try await control("journal")
        let body = answer.range(of: "\r\n\r\n").map { answer[$0.upperBound...] } ?? ""
        return try JSONDecoder().decode([Write].self, from: Data(body.utf8)).map(\.sessionId)
    }

    private func build() async throws {
        try await ip("netns", "add", agent)
        try await ip("netns", "add", server)
        try await ip(
            "-n", agent, "link", "add", agentCard, "type", "veth", "peer", "name", serverCard,
            "netns", server)
        for (space, card, address) in [
            (agent, agentCard, Self.agentAddress), (server, serverCard, Self.serverAddress),
        ] {
            try await ip("-n", space, "link", "set", "lo", "up")
            try await ip("-n", space, "address", "add", address + "/30", "dev", card)
            try await ip("-n", space, "link", "set", card, "up")
        }
    }

    /// The cards go with their namespaces.
    private func remove() async {
        for space in [agent, server] { _ = try? await ip("netns", "del", space) }
    }

    /// Runs a model of the API on the server's host while `body` works.
    private func serving(_ branch: Branch, _ body: () async throws -> Void) async throws {
        let ready = branch.folder + "/simulator"
        let simulator =
            inside(server) + [
                Branch.program("helena-simulator").string, "--host", Self.serverAddress, "--port",
                "\(Self.port)", "--control-port", "\(Self.controlPort)", "--key", Branch.apiKey,
                "--sessions", "60", "--port-file", ready,
            ]
        let result = try await Subprocess.run(
            .path(FilePath(simulator[0])), arguments: Arguments(Array(simulator.dropFirst())),
            input: .none, output: .discarded, error: .string(limit: 1 << 16)
        ) { execution in
            let result: Result<Void, any Error>
            do {
                try await eventually("the simulator listens") {
                    FileManager.default.fileExists(atPath: ready)
                }
                result = .success(try await body())
            } catch { result = .failure(error) }
            try? execution.send(signal: .terminate)
            return result
        }
        try result.closureResult.get()
    }

    private func inside(_ space: String) -> [String] {
        [Self.ip ?? "ip", "netns", "exec", space]
    }

    /// What the simulator's control address answers. Bash, because it is inside the namespace that
    /// somebody has to ask.
    private func control(_ path: String) async throws -> String {
        let script = """
            exec 3<>/dev/tcp/\(Self.serverAddress)/\(Self.controlPort)
            printf 'GET /\(path) HTTP/1.1\\r\\nHost: simulator\\r\\nConnection: close\\r\\n\\r\\n' >&3
            cat <&3
            """
        return try await run(inside(server) + ["/bin/bash", "-c", script])
    }

    private func ip(_ arguments: String...) async throws {
        _ = try await run([Self.ip ?? "ip"] + arguments)
    }

    private func run(_ command: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw NeverHappened(
                what: command.joined(separator: " ") + ": " + result.standardError)
        }
        return result.standardOutput
    }
}
