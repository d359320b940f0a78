import Foundation
import HelenaSimulator
import OutpostModel
import Testing
import Wayside

/// The real program behind the real proxies of an office: TLS through a tunnel, an own authority.
@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(if: ForwardProxy.areInstalled, .init(rawValue: ForwardProxy.absence)))
struct ProxyTests {
    private static let account = ForwardProxy.Account(name: "branch", password: "pa55-unmistakable")
    /// A name that only squid's list of hosts knows.
    ///
    /// A label is at most 63 characters long, so no resolver needs to ask anybody about this one.
    private static let host = String(repeating: "a", count: 64) + ".branch.test"

    /// Opens a branch whose API, under `host`, is behind the proxy.
    private func open(
        _ kind: ForwardProxy, host: String = "127.0.0.1", account: ForwardProxy.Account? = nil,
        _ body: (Branch, RunningProxy) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            try await Branch.open(identity: authority.identity(of: host)) { branch in
                let port = try #require(branch.simulator.baseURL.split(separator: ":").last)
                var branch = branch
                branch.settings["OUTPOST_HELENA_CA_FILE"] = authority.certificate
                branch.settings["OUTPOST_HELENA_BASE_URL"] = "https://\(host):\(port)"
                try await RunningProxy.with(
                    kind, account: account, tunnels: [try #require(Int(port))],
                    hosts: [Self.host: "127.0.0.1"]
                ) { try await body(branch, $0) }
            }
        }
    }

    @Test(
        "refresh and transfer, delivered exactly once, and no secret in any word",
        arguments: ForwardProxy.allCases)
    func story(_ kind: ForwardProxy) async throws {
        try await open(kind, account: Self.account) { branch, proxy in
            var branch = branch
            branch.settings["OUTPOST_HELENA_PROXY"] = proxy.url(Self.account)
            branch.settings["OUTPOST_LOG_LEVEL"] = "trace"
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                let session = try await branch.pendingSession()
                let target = try await branch.department(otherThan: session.departmentId)
                let delivered = try await branch.outpost(
                    "transfer", session.id.text, "--department", target.name, "--wait", "20s",
                    "--json")
                #expect(delivered.status == 0, "\(delivered.words)")
                #expect(try delivered.decoded(AcceptanceReport.self).intent.state == .delivered)
                let arguments = try Data(
                    contentsOf: URL(fileURLWithPath: "/proc/\(agent.pid)/cmdline"))
                expectNoSecret(String(decoding: arguments, as: UTF8.self))
                expectNoSecret(try await branch.outpost("status").output)
                branch.settings["OUTPOST_HELENA_PROXY"] = proxy.url(
                    ForwardProxy.Account(name: Self.account.name, password: "mistaken"))
                let other = branch.folder + "/other"
                let refused = try await branch.outpost("refresh", "--data-dir", other)
                #expect(refused.status == 75)
                #expect(refused.words.contains("the proxy 127.0.0.1:\(proxy.port) "))
                #expect(!refused.words.contains("mistaken"))
                expectNoSecret(refused.words)
            }
            #expect(left.words.contains("The API answered"))
            expectNoSecret(left.words)
            expectNoSecret(left.output)
            #expect(await branch.simulator.journal.count == 1)
            let host = branch.simulator.baseURL.dropFirst("https://".count)
            try await eventually("it has noted the tunnel") {
                proxy.log.contains("CONNECT \(host)")
            }
        }
    }

    @Test("the environment names the proxy; NO_PROXY, loopback and the setting go before it")
    func environment() async throws {
        try await open(.squid, host: Self.host) { branch, proxy in
            var branch = branch
            branch.settings["https_proxy"] = proxy.url()
            branch.settings["NO_PROXY"] = "another.test"
            let behind = try await branch.outpost("refresh")
            #expect(behind.status == 0, "\(behind.words)")
            try await eventually("it has noted the tunnel") {
                proxy.log.contains("CONNECT \(Self.host)")
            }

            let asked = await branch.simulator.requestCount
            branch.settings["NO_PROXY"] = "branch.test"
            let direct = try await branch.outpost("refresh")
            #expect(direct.status == 75)
            #expect(direct.words.contains("the name of \(Self.host)"))
            #expect(await branch.simulator.requestCount == asked)

            branch.settings["OUTPOST_HELENA_PROXY"] = proxy.url()
            branch.settings["https_proxy"] = "http://127.0.0.1:9"
            #expect(try await branch.outpost("refresh").status == 0)
        }
        try await open(.squid) { branch, proxy in
            var branch = branch
            branch.settings["https_proxy"] = proxy.url()
            let direct = try await branch.outpost("refresh")
            #expect(direct.status == 0, "\(direct.words)")
            #expect(!proxy.log.contains("CONNECT"))
        }
    }

    private func expectNoSecret(_ text: String) {
        let pair = "\(Self.account.name):\(Self.account.password)"
        for secret in [
            Self.account.password, Data(pair.utf8).base64EncodedString(), Branch.apiKey,
        ] {
            #expect(!text.contains(secret))
        }
    }
}
