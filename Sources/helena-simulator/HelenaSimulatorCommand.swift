import ArgumentParser
import Foundation
import HelenaSimulator

@main
struct HelenaSimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "helena-simulator",
        abstract: "A working model of the WTS Chat (Helena) API, for tests and for trying things.")

    @Option(help: "The API's port; 0 takes any.")
    var port = 8080

    @Option(help: "The control address's port; 0 takes any. Without it there is none.")
    var controlPort: Int?

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "How many departments.")
    var departments = 8

    @Option(help: "How many users.")
    var users = 40

    @Option(help: "How many sessions.")
    var sessions = 500

    @Option(help: "What the world follows from; the same seed gives the same ids.")
    var seed: UInt64 = 7

    @Option(help: "Speak TLS, and show the certificates of this PEM file, the own one first.")
    var tlsCertificate: String?

    @Option(help: "A PEM file with the certificate's private key.")
    var tlsKey: String?

    @Option(help: "The API key that is accepted.")
    var key = "pn_simulator"

    @Flag(help: "Answer 429 beyond 200 requests in 5 seconds and 1,000 in 5 minutes.")
    var rateLimits = false

    @Flag(help: "Behave as if UpdatedAt.After did not exist.")
    var ignoreUpdatedAfter = false

    @Option(help: "Also write the addresses into this file once they are ready.")
    var portFile: String?

    @Flag(help: "End when standard input does, so as never to outlive the program that started it.")
    var exitWithStdin = false

    func validate() throws {
        guard [port, controlPort ?? 0].allSatisfy((0...65_535).contains) else {
            throw ValidationError("A port is a number from 0 to 65535.")
        }
        guard [departments, users, sessions].allSatisfy((0...5_000_000).contains) else {
            throw ValidationError("The world can hold 0 to 5,000,000 of each.")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key need each other.")
        }
    }

    func run() async throws {
        // Before anything listens: a signal that comes early must end us as quietly as a late one.
        let endings = Endings(withStandardInput: exitWithStdin)
        let simulator = try await HelenaSimulator.start(
            seeding: Seeding(
                departments: departments, users: users, sessions: sessions, seed: seed),
            apiKey: key, port: port, controlPort: controlPort, host: host, identity: identity())
        await simulator.update { settings in
            if rateLimits { settings.limits = AccountLimits() }
            settings.honoursUpdatedAfter = !ignoreUpdatedAfter
        }
        try announce(simulator)
        await endings.first()
        try await simulator.stop()
    }

    private func identity() throws -> SimulatorIdentity? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return SimulatorIdentity(
            certificateChain: try String(contentsOfFile: tlsCertificate, encoding: .utf8),
            privateKey: try String(contentsOfFile: tlsKey, encoding: .utf8))
    }

    /// One line for each address, at once: whoever started us is waiting to read them.
    private func announce(_ simulator: HelenaSimulator) throws {
        var text = "api \(simulator.baseURL)\n"
        if let controlURL = simulator.controlURL { text += "control \(controlURL)\n" }
        if let portFile {
            try Data(text.utf8).write(to: URL(fileURLWithPath: portFile), options: .atomic)
        }
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
