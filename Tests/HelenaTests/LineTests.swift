import NIOCore
import NIOPosix
import OutpostModel
import Testing

@testable import Helena

@Suite("what goes wrong on the line", .timeLimit(.minutes(1)))
struct LineTests {
    private static let short = HelenaLimits(
        connectTimeout: .seconds(5), answerTimeout: .seconds(3), largestBody: 1000)

    private func failure(
        reads: RawHandler.Reads = .wholeRequests, limits: HelenaLimits = Example.limits,
        reply: @escaping @Sendable (String) -> Reply
    ) async throws -> RemoteFailure {
        try await RawServer.with(reads: reads, reply: reply) { server in
            try await Example.failureOfTransfer("http://127.0.0.1:\(server.port)", limits: limits)
        }
    }

    @Test("a name that does not resolve was never reached")
    func name() async throws {
        // A label is at most 63 characters long, so no resolver needs to ask anybody.
        let host = String(repeating: "a", count: 64) + ".invalid"
        let failure = try await Example.failureOfTransfer("http://\(host)")
        #expect(failure.kind == .offline(.nameUnknown))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.neverArrived)
        #expect(failure.reason.contains(host))
    }

    @Test("a refused connection was never there", arguments: ["127.0.0.1", "localhost"])
    func refused(host: String) async throws {
        try await RawServer.withUnusedPort { port in
            let failure = try await Example.failureOfTransfer("http://\(host):\(port)")
            #expect(failure.kind == .offline(.refused))
            #expect(!failure.mayHaveBeenApplied)
            #expect(failure.neverArrived)
            #expect(failure.reason == "\(host):\(port) refused the connection")
        }
    }

    @Test("no route")
    func noRoute() async throws {
        // TCP to the broadcast address is refused by the kernel before a packet leaves.
        let failure = try await Example.failureOfTransfer("http://255.255.255.255:9")
        #expect(failure.kind == .offline(.noRoute))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("a connection that never comes up")
    func connectTimeout() async throws {
        // Nobody accepts, and the first connections fill the kernel's queue.
        let group = MultiThreadedEventLoopGroup.singleton
        let deaf = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 0).serverChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = deaf.localAddress?.port ?? 0
        var fillers: [any Channel] = []
        while let filler = try? await ClientBootstrap(group: group)
            .connectTimeout(.milliseconds(200)).connect(host: "127.0.0.1", port: port).get()
        {
            fillers.append(filler)
        }
        let failure = try await Example.failureOfTransfer(
            "http://127.0.0.1:\(port)", limits: HelenaLimits(connectTimeout: .milliseconds(300)))
        #expect(failure.kind == .offline(.timedOut))
        #expect(!failure.mayHaveBeenApplied)
        #expect(failure.neverArrived)
        // The time for the whole answer may also end while there is no connection yet.
        let limits = HelenaLimits(
            connectTimeout: .seconds(20), answerTimeout: .milliseconds(300),
            shutdownTimeout: .milliseconds(100))
        try await Example.with("http://127.0.0.1:\(port)", limits: limits) { client in
            let early = await #expect(throws: RemoteFailure.self) {
                try await Example.transfer(client)
            }
            #expect(early?.kind == .offline(.timedOut))
            #expect(early?.mayHaveBeenApplied == false)
        }
        for filler in fillers { try await filler.close() }
        try await deaf.close()
    }

    @Test("silence after the request: it may have been done")
    func silence() async throws {
        let failure = try await failure(limits: Self.short) { _ in .silence }
        #expect(failure.kind == .offline(.timedOut))
        #expect(failure.mayHaveBeenApplied)
        #expect(!failure.neverArrived)
    }

    @Test("a body that drips for ever is bounded too")
    func drip() async throws {
        let failure = try await failure(limits: Self.short) { _ in
            .drip(Reply.text(200, "{", length: 900))
        }
        #expect(failure.kind == .offline(.timedOut))
        #expect(failure.mayHaveBeenApplied)
    }

    @Test(
        "a broken connection: it may have been done",
        arguments: [
            Reply.close, .reset, .lastAnswer("HTTP/1.1 200 OK\r\nContent-"),
            .lastAnswer(Reply.text(200, Example.session, length: 500)),
            .lastAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\""),
        ])
    func broken(_ reply: Reply) async throws {
        let failure = try await failure { _ in reply }
        #expect(failure.kind == .offline(.broken))
        #expect(failure.mayHaveBeenApplied)
    }

    @Test("a refusal on the head alone is heard", arguments: [401, 429])
    func earlyAnswer(status: Int) async throws {
        let failure = try await failure(reads: .heads) { _ in .http(status, "") }
        #expect(failure.kind == (status == 401 ? .keyRefused(status: 401) : .throttled))
        #expect(!failure.mayHaveBeenApplied)
    }

    @Test("what does not speak HTTP is not the API")
    func notHTTP() async throws {
        let failure = try await failure { _ in .lastAnswer("SSH-2.0-OpenSSH_9.6\r\n") }
        #expect(failure.kind == .offline(.notTheAPI))
        #expect(failure.mayHaveBeenApplied)
    }

    @Test("a connection that never became free was never used")
    func noFreeConnection() async throws {
        let limits = HelenaLimits(
            connectTimeout: .seconds(1), answerTimeout: .seconds(20),
            concurrentConnections: 1)
        try await RawServer.with(reply: { _ in .silence }) { server in
            let url = "http://127.0.0.1:\(server.port)"
            try await Example.with(url, limits: limits) { client in
                let first = Task { try await Example.transfer(client) }
                while server.requests.isEmpty, !Task.isCancelled { await Task.yield() }
                let failure = await #expect(throws: RemoteFailure.self) {
                    try await Example.transfer(client)
                }
                #expect(failure?.kind == .offline(.timedOut))
                #expect(failure?.mayHaveBeenApplied == false)
                first.cancel()
                _ = await first.result
            }
        }
    }

    @Test(
        "a cancelled task hears at once",
        arguments: [Reply.silence, .drip(Reply.text(200, "{", length: 9000))])
    func cancelled(_ reply: Reply) async throws {
        try await RawServer.with(reply: { _ in reply }) { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let asking = Task { try await Example.transfer(client) }
                while server.requests.isEmpty, !Task.isCancelled { await Task.yield() }
                asking.cancel()
                let result = await asking.result
                let failure = #expect(throws: RemoteFailure.self) { try result.get() }
                #expect(failure?.kind == .offline(.broken))
                #expect(failure?.reason == "cancelled")
                #expect(failure?.mayHaveBeenApplied == true)
            }
        }
    }

    @Test("the end ends requests that are under way")
    func shutdownUnderWay() async throws {
        try await RawServer.with(reply: { _ in .silence }) { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let asking = Task { try await Example.transfer(client) }
                while server.requests.isEmpty, !Task.isCancelled { await Task.yield() }
                try await client.shutdown()
                let result = await asking.result
                let failure = #expect(throws: RemoteFailure.self) { try result.get() }
                #expect(failure?.kind == .offline(.broken))
                #expect(failure?.mayHaveBeenApplied == true)
                try await client.shutdown()
            }
        }
    }

    @Test("after the end, nothing is sent")
    func shutdown() async throws {
        try await RawServer.with(reply: { _ in .close }) { server in
            let client = try HelenaClient(
                endpoint: HelenaEndpoint("http://127.0.0.1:\(server.port)"),
                key: #require(APIKey(Example.secret)), logger: RecordingLog().logger)
            try await client.shutdown()
            let failure = await #expect(throws: RemoteFailure.self) {
                try await Example.transfer(client)
            }
            #expect(failure?.kind == .offline(.broken))
            #expect(failure?.mayHaveBeenApplied == false)
            #expect(server.requests.isEmpty)
        }
    }
}
