import Foundation
import HelenaSimulator
import NIOCore
import NIOPosix
import Subprocess
import SystemPackage

/// A real forward proxy, for as long as a test needs it.
package struct RunningProxy: Sendable {
    package let port: Int
    private let folder: String

    /// Every request that it has noted, one a line.
    ///
    /// A tunnel is noted by some when it ends.
    package var log: String {
        (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    }

    /// Everything that it has written, its settings left out.
    package var words: String {
        log + ((try? String(contentsOfFile: folder + "/words", encoding: .utf8)) ?? "")
    }

    /// As in the settings: `http://user:password@127.0.0.1:port`.
    package func url(_ account: ForwardProxy.Account? = nil) -> String {
        "http://\(account.map { "\($0.name):\($0.password)@" } ?? "")127.0.0.1:\(port)"
    }

    /// Starts a proxy on a free port, waits until it listens, and ends it after `body`.
    ///
    /// It opens tunnels to `tunnels` alone, asks for the `account` if there is one, and knows
    /// the addresses of `hosts`.
    package static func with(
        _ kind: ForwardProxy, account: ForwardProxy.Account? = nil, tunnels: [Int] = [443],
        hosts: [String: String] = [:], _ body: (RunningProxy) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            // Holds the port until the proxy has taken it, and after.
            guard let reservation = PortReservation(host: "127.0.0.1", port: 0) else {
                throw Trouble("there is no free port")
            }
            let settings = kind.settings(
                in: folder, port: reservation.port, account: account, tunnels: tunnels,
                hosts: hosts)
            try settings.write(toFile: folder + "/settings", atomically: true, encoding: .utf8)
            try hosts.map { "\($1) \($0)\n" }.joined()
                .write(toFile: folder + "/hosts", atomically: true, encoding: .utf8)
            if let account { try await note(account, in: folder) }
            let result = try await run(
                .path(FilePath(kind.program)),
                arguments: Arguments(kind.arguments(folder + "/settings")),
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                let proxy = RunningProxy(port: reservation.port, folder: folder)
                let result: Result<Void, any Error>
                do {
                    try await proxy.isListening()
                    result = .success(try await body(proxy))
                } catch let trouble as Trouble {
                    result = .failure(Trouble("\(kind): \(trouble); it says: \(proxy.words)"))
                } catch { result = .failure(error) }
                // Squid takes two seconds to end by itself, and has nothing to lose here.
                try? execution.send(signal: .kill)
                return result
            }
            try result.closureResult.get()
        }
    }

    private func isListening() async throws {
        try await eventually("it listens") {
            let connection = try? await ClientBootstrap(
                group: MultiThreadedEventLoopGroup.singleton
            ).connect(host: "127.0.0.1", port: port).get()
            try await connection?.close()
            return connection != nil
        }
    }

    /// The file in which squid looks passwords up.
    private static func note(_ account: ForwardProxy.Account, in folder: String) async throws {
        let hashed = try await run(
            .name("openssl"), arguments: ["passwd", "-apr1", "-stdin"],
            input: .string(account.password), output: .string(limit: 1 << 10))
        try "\(account.name):\(hashed.standardOutput)"
            .write(toFile: folder + "/accounts", atomically: true, encoding: .utf8)
    }
}
