import OutpostModel
import Testing

@testable import Helena

@Suite("through a proxy", .timeLimit(.minutes(3)))
struct LineProxyTests {
    /// The failure of a transfer to an API that only the proxy could reach.
    private func failure(
        limits: HelenaLimits = Example.limits, reply: @escaping @Sendable (String) -> Reply
    ) async throws -> RemoteFailure {
        try await RawServer.with(reply: reply) { server in
            try await Example.failureOfTransfer(
                "https://api.invalid",
                proxy: HelenaProxy(
                    host: "127.0.0.1", port: server.port, username: "ann", password: "pa55"),
                limits: limits)
        }
    }

    @Test("TLS goes through a tunnel: the proxy sees its own password, and not the key")
    func tunnel() async throws {
        try await RawServer.with(reply: { _ in .http(403, "") }) { server in
            let proxy = HelenaProxy(
                host: "127.0.0.1", port: server.port, username: "ann", password: "pa55")
            _ = try await Example.failureOfTransfer("https://api.invalid", proxy: proxy)
            let connect = try #require(server.requests.first)
            #expect(connect.hasPrefix("CONNECT api.invalid:443 "))
            #expect(connect.contains("Basic YW5uOnBhNTU="))
            #expect(!connect.contains(Example.secret))
        }
    }

    @Test("plain HTTP is passed on: the proxy is asked for the whole address, once a connection")
    func passedOn() async throws {
        try await RawServer.with(reply: { _ in .http(200, Example.session) }) { server in
            let proxy = HelenaProxy(
                host: "127.0.0.1", port: server.port, username: "ann", password: "pa55")
            try await Example.with("http://api.invalid:8080/hub", proxy: proxy) { client in
                try await Example.transfer(client)
                try await Example.transfer(client)
            }
            #expect(server.connections == 2)
            #expect(server.requests.count == 2)
            for request in server.requests {
                #expect(
                    request.hasPrefix(
                        "PUT http://api.invalid:8080/hub/chat/v1/session/\(Example.sessionID)/"))
                #expect(request.contains("Basic YW5uOnBhNTU="))
                #expect(request.contains("host: api.invalid:8080\r\n"))
            }
        }
    }

    @Test(
        "what the proxy says itself instead of passing it on",
        arguments: [
            (401, .offline(.proxyRefused)), (403, .offline(.proxyRefused)),
            (404, .offline(.proxyRefused)), (407, .offline(.proxyRefused)),
            (429, .throttled), (500, .offline(.proxyRefused)), (504, .offline(.proxyRefused)),
        ] as [(Int, RemoteFailure.Kind)])
    func ownWords(status: Int, kind: RemoteFailure.Kind) async throws {
        try await RawServer.with(reply: { _ in .http(status, "<html>sorry</html>") }) { server in
            let failure = try await Example.failureOfTransfer(
                "http://api.invalid", proxy: HelenaProxy(host: "127.0.0.1", port: server.port))
            #expect(failure.kind == kind)
            // A gateway that gave up waiting had passed the transfer on.
            #expect(failure.mayHaveBeenApplied == (status >= 500))
        }
    }

    @Test("407, and anything else than a tunnel", arguments: [407, 403, 503])
    func refusal(status: Int) async throws {
        let failure = try await failure { _ in .http(status, "") }
        #expect(failure.kind == .offline(.proxyRefused))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.reason.contains("proxy 127.0.0.1:"))
        #expect(failure.reason.contains("asks for a password") == (status == 407))
        #expect(!failure.reason.contains("pa55"))
    }

    @Test("an https address that is a number is not asked for through a proxy elsewhere")
    func numericHost() async throws {
        let proxy = HelenaProxy(host: "127.0.0.1", port: 1, password: "pa55")
        let error = await #expect(throws: HelenaSettingError.self) {
            try await Example.with("https://127.0.0.2", proxy: proxy) { _ in }
        }
        #expect(error?.description.contains("is a number") == true)
        for url in ["https://127.0.0.1", "http://127.0.0.2", "https://api.invalid"] {
            try await Example.with(url, proxy: proxy) { _ in }
        }
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

    @Test("it is the proxy that refuses the connection", arguments: ["http", "https"])
    func refused(scheme: String) async throws {
        try await RawServer.withUnusedPort { port in
            let failure = try await Example.failureOfTransfer(
                "\(scheme)://api.invalid", proxy: HelenaProxy(host: "127.0.0.1", port: port))
            #expect(failure.kind == .offline(.refused))
            #expect(failure.reason == "the proxy 127.0.0.1:\(port) refused the connection")
        }
    }
}
