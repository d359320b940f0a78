import OutpostModel
import Testing

@testable import Helena

@Suite("through a proxy", .timeLimit(.minutes(1)))
struct LineProxyTests {
    /// The failure of a transfer to an API that only the proxy could reach.
    private func failure(
        limits: HelenaLimits = Example.limits, reply: @escaping @Sendable (String) -> Reply
    ) async throws -> RemoteFailure {
        try await RawServer.with(reply: reply) { server in
            try await Example.failureOfTransfer(
                "http://api.invalid",
                proxy: HelenaProxy(
                    host: "127.0.0.1", port: server.port, username: "ann", password: "pa55"),
                limits: limits)
        }
    }

    @Test("it opens a tunnel, and only the proxy sees the proxy's password")
    func tunnel() async throws {
        try await RawServer.with { request in
            request.hasPrefix("CONNECT")
                ? .answer("HTTP/1.1 200 OK\r\n\r\n") : .http(200, Example.session)
        } _: { server in
            let proxy = HelenaProxy(
                host: "127.0.0.1", port: server.port, username: "ann", password: "pa55")
            try await Example.with("http://api.invalid", proxy: proxy) { client in
                try await Example.transfer(client)
            }
            let (connect, transfer) = (server.requests[0], server.requests[1])
            #expect(connect.hasPrefix("CONNECT api.invalid:80 "))
            #expect(
                connect.lowercased().contains(
                    "proxy-authorization: basic YW5uOnBhNTU="
                        .lowercased()))
            #expect(!connect.contains(Example.secret))
            #expect(transfer.hasPrefix("PUT /chat/v1/session/"))
            #expect(!transfer.lowercased().contains("proxy-authorization"))
        }
    }

    @Test("407, and anything else than a tunnel", arguments: [407, 403, 503])
    func refusal(status: Int) async throws {
        let failure = try await failure { _ in .http(status, "") }
        #expect(failure.kind == .offline(.proxyRefused))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.reason.contains("proxy 127.0.0.1:"))
        #expect(failure.reason.contains("password") == (status == 407))
        #expect(!failure.reason.contains("pa55"))
    }

    @Test("a proxy that says nothing was not passed")
    func silence() async throws {
        let failure = try await failure(
            limits: HelenaLimits(connectTimeout: .milliseconds(300))
        ) { _ in .silence }
        #expect(failure.kind == .offline(.timedOut))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("a proxy that hangs up was not passed")
    func close() async throws {
        let failure = try await failure { _ in .close }
        #expect(failure.kind == .offline(.broken))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("it is the proxy that refuses the connection")
    func refused() async throws {
        let port = try await RawServer.unusedPort()
        let failure = try await Example.failureOfTransfer(
            "http://api.invalid", proxy: HelenaProxy(host: "127.0.0.1", port: port))
        #expect(failure.kind == .offline(.refused))
        #expect(failure.reason == "the proxy 127.0.0.1:\(port) refused the connection")
    }
}
