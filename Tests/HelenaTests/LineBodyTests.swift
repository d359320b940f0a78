import OutpostModel
import Testing

@testable import Helena

@Suite("the size of answers", .timeLimit(.minutes(1)))
struct LineBodyTests {
    private static let limits = HelenaLimits(largestBody: 1000)
    /// ``Example/session``, compressed, in base 64.
    private static let session =
        "H4sIAAAAAAACA6tWykxRslIyS7M0M7RMS9O1SLIw0zUxMDTUTTIxStE1MEg2"
        + "MElLtjQzSUtT0lEqLkksKS0Gqg9w9XPx9HNXqgUAIMkrW0AAAAA="
    private static let gzip = "Content-Encoding: gzip"

    @Test(
        "an answer larger than the limit",
        arguments: [
            Reply.http(200, String(repeating: " ", count: 2000)),
            .lastAnswer("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: " ", count: 2000)),
            // Twenty thousand spaces, in 55 bytes.
            .encoded(
                "HTTP/1.1 200 OK\r\nContent-Length: 55\r\n\(gzip)\r\n\r\n",
                "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IaHkABAAAAAAAAAAAAAAAAAAAAAAAA8GAoxAiFIE4AAA=="),
        ])
    func tooLarge(_ reply: Reply) async throws {
        try await RawServer.with(reply: { _ in reply }) { server in
            let failure = try await Example.failureOfTransfer(
                "http://127.0.0.1:\(server.port)", limits: Self.limits)
            #expect(failure.kind == .offline(.tooLarge))
            #expect(failure.mayHaveBeenApplied)
            #expect(failure.reason.hasSuffix("is larger than 1000 bytes"))
        }
    }

    @Test("compressed answers are asked for and read")
    func compressed() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 83\r\n\(Self.gzip)\r\n\r\n"
        try await RawServer.with(reply: { _ in
            .encoded(
                head,
                Self.session
            )
        }) { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let session = try await Example.transfer(client)
                #expect(session.id.text == Example.sessionID)
            }
            #expect(server.requests.first?.lowercased().contains("accept-encoding: gzip") == true)
        }
    }

    @Test("a compressed answer that is not one")
    func nonsense() async throws {
        try await RawServer.with(reply: { _ in .http(200, "nonsense", [Self.gzip]) }) { server in
            let failure = try await Example.failureOfTransfer("http://127.0.0.1:\(server.port)")
            #expect(failure.kind == .offline(.broken))
            #expect(failure.mayHaveBeenApplied)
        }
    }
}
