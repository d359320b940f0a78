import Foundation
import HelenaSimulator
import OutpostModel
import Testing
import Wayside

@testable import Helena

/// The client through the forward proxies that offices use, the real programs.
@Suite(
    "through real proxies", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: ForwardProxy.areInstalled, .init(rawValue: ForwardProxy.absence)))
struct ForwardProxyTests {
    private static let account = ForwardProxy.Account(name: "ann", password: "pa55-unmistakable")

    /// One way to the API: a proxy's program, and whether the API is spoken to over TLS.
    struct Way: CustomTestStringConvertible, Sendable {
        let kind: ForwardProxy
        let isEncrypted: Bool

        var testDescription: String { "\(kind), \(isEncrypted ? "a tunnel" : "plain HTTP")" }

        static let all = ForwardProxy.allCases.flatMap { kind in
            [true, false].map { Way(kind: kind, isEncrypted: $0) }
        }
    }

    /// What a test has: the API's model, the proxy, and the way between them.
    struct Scene {
        let simulator: HelenaSimulator
        let proxy: RunningProxy
        let authority: CertificateAuthority

        /// Runs `body` with a client that goes through the proxy.
        @discardableResult
        func with<Value>(
            _ url: String? = nil, account: ForwardProxy.Account? = nil,
            log: RecordingLog = RecordingLog(), _ body: (HelenaClient) async throws -> Value
        ) async throws -> Value {
            try await Example.with(
                url ?? simulator.baseURL, proxy: try HelenaProxy(url: proxy.url(account)),
                certificates: [authority.certificate], logger: log.logger, body)
        }

        /// The failure of a read: a proxy that answers before it has read a whole request may
        /// take its answer back with a reset.
        func failure(
            _ url: String? = nil, account: ForwardProxy.Account? = nil,
            log: RecordingLog = RecordingLog()
        ) async throws -> RemoteFailure {
            try await with(url, account: account, log: log) { client in
                try #require(
                    await #expect(throws: RemoteFailure.self) { try await client.departments() })
            }
        }
    }

    /// Sets the scene; the proxy opens tunnels to the API alone, and where there is none to be
    /// opened, to nobody.
    private func with(
        _ way: Way, account: ForwardProxy.Account? = nil, flaw: CertificateFlaw? = nil,
        tunnels: [Int]? = nil, _ body: (Scene) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity =
                if let flaw {
                    try await flaw.identity(for: "127.0.0.1", trusting: authority, in: folder)
                } else if way.isEncrypted {
                    try await authority.identity(of: "127.0.0.1")
                } else { SimulatorIdentity?.none }
            let simulator = try await HelenaSimulator.start(
                apiKey: Example.secret, identity: identity)
            let port = try #require(
                simulator.baseURL.split(separator: ":").last.flatMap { Int($0) })
            let result: Result<Void, any Error>
            do {
                try await RunningProxy.with(
                    way.kind, account: account,
                    tunnels: tunnels ?? (way.isEncrypted ? [port] : [443])
                ) { proxy in
                    try await body(
                        Scene(simulator: simulator, proxy: proxy, authority: authority))
                }
                result = .success(())
            } catch { result = .failure(error) }
            try await simulator.stop()
            try result.get()
        }
    }

    @Test(
        "reads and a transfer, once, with a password and without", arguments: Way.all,
        [false, true])
    func works(_ way: Way, hasPassword: Bool) async throws {
        let account = hasPassword ? Self.account : nil
        try await with(way, account: account) { scene in
            let session = try #require(await scene.simulator.sessions(status: "PENDING").first)
            let target = try #require(
                await scene.simulator.departments().first { $0.id != session.departmentID })
            let id = try #require(Session.ID(session.id))
            let department = try #require(Department.ID(target.id))
            try await scene.with(account: account) { client in
                let departments = try await client.departments()
                #expect(departments.count == 8)
                let moved = try await client.transfer(
                    id, to: .department(department), stopsBot: false)
                #expect(moved.departmentID == department)
            }
            #expect(await scene.simulator.journal.count == 1)
            let host = scene.simulator.baseURL.split(separator: "/").last ?? ""
            let line = way.isEncrypted ? "CONNECT \(host)" : "PUT http://\(host)/chat/v1/session/"
            try await eventually("the proxy has noted it") { scene.proxy.log.contains(line) }
            #expect(scene.proxy.log.contains("CONNECT \(host)") == way.isEncrypted)
        }
    }

    @Test(
        "a password that is missing or wrong is the proxy's matter, not the key's",
        arguments: Way.all)
    func refusedPassword(_ way: Way) async throws {
        try await with(way, account: Self.account) { scene in
            let mistaken = ForwardProxy.Account(name: "ann", password: "mistaken-secret")
            for account in [nil, mistaken] {
                let failure = try await scene.failure(account: account)
                #expect(failure.kind == .offline(.proxyRefused))
                #expect(failure.reason.hasPrefix("the proxy 127.0.0.1:\(scene.proxy.port) "))
                // Tinyproxy says 401 to a wrong one.
                if account == nil || way.kind == .squid {
                    #expect(failure.reason.hasSuffix("asks for a password or refuses ours"))
                }
            }
            #expect(await scene.simulator.requestCount == 0)
        }
    }

    @Test(
        "the API behind the proxy does not answer: told from an API that is busy",
        arguments: Way.all)
    func unreachable(_ way: Way) async throws {
        try await with(way) { scene in
            try await scene.simulator.cutLine()
            let failure = try await scene.failure()
            #expect(failure.kind == .offline(.proxyRefused), "\(failure.reason)")
            #expect(failure.reason.contains("the proxy 127.0.0.1:\(scene.proxy.port) "))
            try await scene.simulator.restoreLine()
            await scene.simulator.update { $0.apiKey = "pn_another" }
            #expect(try await scene.failure().kind == .keyRefused(status: 401))
            await scene.simulator.inject(.tooManyRequests(.seconds(7)))
            #expect(try await scene.failure().kind == .throttled)
        }
    }

    @Test("a name that the proxy cannot resolve", arguments: Way.all)
    func unknownName(_ way: Way) async throws {
        // A label is at most 63 characters long, so no resolver needs to ask anybody.
        let host = String(repeating: "a", count: 64) + ".invalid"
        try await with(way, tunnels: [443]) { scene in
            let failure = try await scene.failure("http\(way.isEncrypted ? "s" : "")://\(host)")
            #expect(failure.kind == .offline(.proxyRefused), "\(failure.reason)")
            #expect(failure.reason.contains("the proxy 127.0.0.1:\(scene.proxy.port) "))
            #expect(failure.reason.contains(host))
        }
    }

    @Test("a port to which the proxy opens no tunnel", arguments: ForwardProxy.allCases)
    func refusedTunnel(_ kind: ForwardProxy) async throws {
        try await with(Way(kind: kind, isEncrypted: true), tunnels: [443]) { scene in
            let failure = try await scene.failure()
            #expect(failure.kind == .offline(.proxyRefused))
            #expect(failure.reason.contains("does not let us through"))
            #expect(await scene.simulator.requestCount == 0)
        }
    }

    @Test(
        "a certificate with a flaw is told apart through the tunnel, and nothing is sent",
        arguments: ForwardProxy.allCases, CertificateFlaw.allCases)
    func flaws(_ kind: ForwardProxy, _ flaw: CertificateFlaw) async throws {
        let way = Way(kind: kind, isEncrypted: true)
        try await with(way, account: Self.account, flaw: flaw) { scene in
            let failure = try await scene.failure(account: Self.account)
            #expect(failure.reason.contains(flaw.words), "\(failure.reason)")
            #expect(await scene.simulator.requestCount == 0)
        }
    }

    @Test("neither the password nor the key is in any log or error", arguments: Way.all)
    func secrets(_ way: Way) async throws {
        let mistaken = ForwardProxy.Account(name: "ann", password: "mistaken-secret")
        try await with(way, account: Self.account) { scene in
            let log = RecordingLog()
            let users = try await scene.with(account: Self.account, log: log) { client in
                try await client.users().count
            }
            #expect(users == 40)
            let failure = try await scene.failure(account: mistaken, log: log)
            #expect(log.text.contains("/core/v1/agent"))
            for account in [Self.account, mistaken] {
                let encoded = Data("\(account.name):\(account.password)".utf8).base64EncodedString()
                for text in [log.text, "\(failure)"] {
                    #expect(!text.contains(account.password))
                    #expect(!text.contains(encoded))
                    #expect(!text.contains(Example.secret))
                }
            }
        }
    }
}
