import Caller
import Foundation
import Testing

@testable import OutpostGateway

/// The limits of the door, over real sockets.
@Suite(.timeLimit(.minutes(1)))
struct DoorTests {
    private static let head = """
        POST /outpost/v1/nudge HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer \(Office.token)\r\n
        """

    /// What comes back until the door is closed.
    private func said(_ office: Office, _ text: String) async throws -> String {
        let connection = try await RawConnection.open(port: office.port)
        // Closed while we still send, the connection is reset, and the answer may be lost with it.
        let answer = try? await connection.use { reader, writer in
            try? await writer.send(text)
            return await reader.toTheEnd()
        }
        try await office.answers()
        return answer ?? ""
    }

    @Test("a request whose body does not arrive is ended")
    func slowBody() async throws {
        var limits = GatewayLimits()
        limits.sendingTime = .milliseconds(100)
        try await Office.open(limits) { office in
            let head = Self.head.replacing("nudge", with: "intents")
            let answer = try await said(office, head + "Content-Length: 10\r\n\r\n{")
            #expect(answer.isEmpty)
        }
    }

    @Test(
        "a connection without a request, or with half a head, is ended",
        arguments: ["", "GET /outp", head])
    func idle(_ text: String) async throws {
        var limits = GatewayLimits()
        limits.idleTime = .milliseconds(100)
        try await Office.open(limits) { office in
            let answer = try await said(office, text)
            #expect(answer.isEmpty)
        }
    }

    @Test("a sender that drips is ended all the same")
    func dripping() async throws {
        var limits = GatewayLimits()
        limits.sendingTime = .milliseconds(300)
        try await Office.open(limits) { office in
            let connection = try await RawConnection.open(port: office.port)
            let drops = try await connection.use { reader, writer in
                let head = Self.head.replacing("nudge", with: "intents")
                try await writer.send(head + "Content-Length: 1000000\r\n\r\n")
                var drops = 0
                // 1,000 drops would take ten seconds.
                while drops < 1_000, (try? await writer.send(" ")) != nil {
                    drops += 1
                    try await Task.sleep(for: .milliseconds(10))
                }
                return drops
            }
            #expect(drops < 1_000)
        }
    }

    @Test(
        "a head with too long a line, too many, or too long in all is refused",
        arguments: [
            (GatewayLimits.longestHeader + 1, 1), (1, GatewayLimits.mostHeaders + 1),
            (GatewayLimits.longestHeader / 2, 5),
        ])
    func largeHead(_ length: Int, _ count: Int) async throws {
        let line = "X: " + String(repeating: "x", count: length) + "\r\n"
        try await Office.open { office in
            let answer = try await said(
                office, Self.head + String(repeating: line, count: count) + "\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 431 "), "\(answer)")
        }
    }

    @Test("who asks and takes no answer is let go")
    func slowReader() async throws {
        var limits = GatewayLimits()
        limits.readingTime = .milliseconds(100)
        try await Office.open(limits) { office in
            let request = """
                GET /outpost/v1/openapi.json HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer \(Office.token)\r\n\r\n
                """
            try await RawConnection.open(port: office.port).use { _, writer in
                // Never reads: ends only because the other side does.
                while (try? await writer.send(request)) != nil {}
            }
            try await office.answers()
        }
    }

    @Test("too long a path is refused")
    func longPath() async throws {
        try await Office.open { office in
            let path = String(repeating: "x", count: GatewayLimits.longestHeader + 1)
            let answer = try await said(office, "GET /\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 431 "), "\(answer)")
        }
    }

    @Test("too large a body is refused, and the limit named")
    func largeBody() async throws {
        try await Office.open { office in
            let body = String(repeating: " ", count: GatewayLimits.largestBody + 1)
            let answer = try await office.caller.post("/outpost/v1/intents", body)
            #expect(answer.status == 413)
            #expect(answer.body.contains("\(GatewayLimits.largestBody)"))
        }
    }

    @Test("one connection too many waits until another is closed")
    func connections() async throws {
        var limits = GatewayLimits()
        limits.mostConnections = 2
        limits.idleTime = .seconds(20)
        try await Office.open(limits) { office in
            let head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
            // The caller's own connection, kept since the office was opened, is one of the two.
            let first = try await RawConnection.open(port: office.port)
            let waiting = try await RawConnection.open(port: office.port)
            let answered = try await waiting.use { waitingReader, writer in
                try await writer.send(head + "Connection: close\r\n\r\n")
                let counted = try await first.use { reader, writer in
                    let before = try await requests(office)
                    try await writer.send(head + "\r\n")
                    _ = try await reader.until("alive")
                    return try await requests(office) - before
                }
                #expect(counted == 1, "the first connection's, and not yet the waiting one's")
                return await waitingReader.toTheEnd()
            }
            #expect(answered.hasPrefix("HTTP/1.1 200 "))
        }
    }

    /// How many requests for /healthz were counted.
    private func requests(_ office: Office) async throws -> Int {
        let name = "outpost_http_requests_total{route=\"/healthz\",method=\"GET\",status=\"2xx\"} "
        let lines = try await office.caller.get("/metrics").body.split(separator: "\n")
        return lines.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? 0
    }

    @Test(
        "what is no HTTP is refused",
        arguments: [
            "\u{16}\u{3}\u{1}", "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
        ])
    func noHTTP(_ text: String) async throws {
        var limits = GatewayLimits()
        limits.idleTime = .milliseconds(200)
        try await Office.open(limits) { office in
            let answer = try await said(office, text)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 "))
        }
    }
}
