import Foundation
import OutpostModel
import Testing

@testable import Helena

@Suite("TLS", .timeLimit(.minutes(1)))
struct LineTLSTests {
    @discardableResult
    private func withFile<Value>(
        _ text: String, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let path = NSTemporaryDirectory() + "helena-\(UUID().uuidString).pem"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private func failure(
        shows certificate: TestCertificate?, trusts trusted: TestCertificate? = nil,
        reply: Reply = .silence, limits: HelenaLimits = Example.limits
    ) async throws -> RemoteFailure {
        try await withFile(trusted?.pem ?? "") { path in
            try await RawServer.with(certificate, reply: { _ in reply }) { server in
                try await Example.failureOfTransfer(
                    "https://localhost:\(server.port)", limits: limits,
                    certificates: trusted == nil ? nil : [path])
            }
        }
    }

    @Test("a certificate of our own is trusted when it is named")
    func extraCertificate() async throws {
        try await withFile(TestCertificate.good.pem) { path in
            try await RawServer.with(.good, reply: { _ in .http(200, Example.session) }) { server in
                try await Example.with(
                    "https://localhost:\(server.port)", certificates: [path]
                ) { _ = try await Example.transfer($0) }
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("an unknown certificate is not")
    func unknown() async throws {
        let failure = try await failure(shows: .good)
        #expect(failure.kind == .offline(.untrusted))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.reason.hasPrefix("the certificate of localhost:"))
    }

    @Test("nor an expired one")
    func expired() async throws {
        let failure = try await failure(shows: .expired, trusts: .expired)
        #expect(failure.kind == .offline(.untrusted))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("nor another host's")
    func otherHost() async throws {
        let failure = try await failure(shows: .otherHost, trusts: .otherHost)
        #expect(failure.kind == .offline(.untrusted))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.reason.hasSuffix("is another host's"))
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
        for reply in [Reply.close, .reset, .lastAnswer(Reply.text(200, "{", length: 50))] {
            let failure = try await failure(shows: .good, trusts: .good, reply: reply)
            #expect(failure.kind == .offline(.broken))
            #expect(failure.mayHaveBeenApplied)
        }
    }

    @Test("a file that holds no certificates is told at the start", arguments: ["", "nonsense"])
    func noCertificates(_ text: String) async throws {
        try await withFile(text) { path in
            await #expect(throws: HelenaSettingError.certificates(path: path)) {
                try await Example.with("https://localhost:1", certificates: [path]) { _ in }
            }
        }
    }
}
