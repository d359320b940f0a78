import Foundation
import HelenaSimulator
import OutpostModel
import Testing
import Wayside

@testable import Helena

@Suite("TLS", .timeLimit(.minutes(3)))
struct LineTLSTests {
    /// The failure of a transfer to a server that shows `identity`.
    private func failure(
        shows identity: SimulatorIdentity?, trusts authority: CertificateAuthority? = nil,
        reply: Reply = .silence, limits: HelenaLimits = Example.limits
    ) async throws -> RemoteFailure {
        try await RawServer.with(identity, reply: { _ in reply }) { server in
            try await Example.failureOfTransfer(
                "https://localhost:\(server.port)", limits: limits,
                certificates: authority.map { [$0.certificate] })
        }
    }

    @Test(
        "an authority of our own is trusted when it is named",
        arguments: ["127.0.0.1", "localhost"])
    func extraCertificate(host: String) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let simulator = try await HelenaSimulator.start(
                apiKey: Example.secret, identity: authority.identity(of: host))
            let url = simulator.baseURL.replacing("127.0.0.1", with: host)
            let certificates = [authority.certificate]
            let departments = try await Example.with(url, certificates: certificates) { client in
                try await client.departments().count
            }
            #expect(departments == 8)
            try await simulator.stop()
        }
    }

    @Test(
        "a certificate with a flaw: told apart, looked at once more, and nothing is sent",
        arguments: CertificateFlaw.allCases)
    func flaws(_ flaw: CertificateFlaw) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await flaw.identity(
                for: "localhost", trusting: authority, in: folder)
            try await RawServer.with(identity, reads: .anything, reply: { _ in .close }) { server in
                let failure = try await Example.failureOfTransfer(
                    "https://localhost:\(server.port)", certificates: [authority.certificate])
                let isOfTime = [.expired, .notYetValid].contains(flaw)
                #expect(failure.kind == .offline(isOfTime ? .certificatePeriod : .untrusted))
                #expect(failure.reason.contains(flaw.words), "\(failure.reason)")
                #expect(failure.reason.contains("localhost:\(server.port)"))
                #expect(!failure.mayHaveBeenApplied)
                #expect(server.requests.isEmpty)
                // The other host's name was seen at once; every other flaw took the one look.
                #expect(server.connections == (flaw == .otherHost ? 1 : 2))
            }
        }
    }

    @Test("a wrong clock can be told from the sentence")
    func wrongClock() {
        let period = CertificatePeriod(
            start: Date(timeIntervalSince1970: 1_767_225_600),
            end: Date(timeIntervalSince1970: 1_775_001_600))
        let failure = LineFailure(.untrusted, mayHaveArrived: false, .certificate)
        let reset = failure.explained(by: period, now: Date(timeIntervalSince1970: 60))
        #expect(reset.cause == .certificatePeriod)
        #expect(
            reset.sentence(host: "api.wts.chat", proxy: nil, limits: HelenaLimits())
                == "the certificate of api.wts.chat is valid from 2026-01-01 00:00 UTC to "
                + "2026-04-01 00:00 UTC, and this computer's clock says 1970-01-01 00:01 UTC")
        let known = failure.explained(by: period, now: period.start)
        #expect(known.cause == .untrusted)
        #expect(known.detail == .unknownAuthority)
        #expect(failure.explained(by: nil, now: period.start) == failure)
    }

    @Test("a look at a certificate that is not shown ends in time")
    func noLook() async throws {
        try await RawServer.with(reads: .anything, reply: { _ in .silence }) { server in
            try await expectNoPeriod(port: server.port)
        }
        try await RawServer.withUnusedPort { try await expectNoPeriod(port: $0) }
    }

    /// Whether the host itself or the proxy on the way to it is at that port.
    private func expectNoPeriod(port: Int) async throws {
        let direct = CertificateLook(
            endpoint: try HelenaEndpoint("https://localhost:\(port)"), proxy: nil,
            limit: .milliseconds(300))
        let behind = CertificateLook(
            endpoint: try HelenaEndpoint("https://api.invalid"),
            proxy: HelenaProxy(host: "127.0.0.1", port: port), limit: .milliseconds(300))
        #expect(await direct.period() == nil)
        #expect(await behind.period() == nil)
    }

    @Test(
        "a handshake that comes to nothing was never reached",
        arguments: [
            (Reply.http(400, "plain HTTP here"), OfflineCause.untrusted),
            (.close, .broken), (.reset, .broken),
        ])
    func badHandshake(_ reply: Reply, cause: OfflineCause) async throws {
        try await RawServer.with(reads: .anything, reply: { _ in reply }) { server in
            let failure = try await Example.failureOfTransfer("https://localhost:\(server.port)")
            #expect(failure.kind == .offline(cause))
            #expect(!failure.mayHaveBeenApplied)
        }
    }

    @Test("a handshake without an answer")
    func silentHandshake() async throws {
        let failure = try await failure(
            shows: nil, limits: HelenaLimits(connectTimeout: .milliseconds(300)))
        #expect(failure.kind == .offline(.timedOut))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("an answer that was cut within TLS")
    func cut() async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await authority.identity(of: "localhost")
            for reply in [Reply.close, .reset, .lastAnswer(Reply.text(200, "{", length: 50))] {
                let failure = try await failure(shows: identity, trusts: authority, reply: reply)
                #expect(failure.kind == .offline(.broken))
                #expect(failure.mayHaveBeenApplied)
            }
        }
    }

    @Test("a file that holds no certificates is told at the start", arguments: ["", "nonsense"])
    func noCertificates(_ text: String) async throws {
        try await TemporaryFolder.with { folder in
            let path = folder + "/authority.pem"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            await #expect(throws: HelenaSettingError.certificates(path: path)) {
                try await Example.with("https://localhost:1", certificates: [path]) { _ in }
            }
        }
    }
}
