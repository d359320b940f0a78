import HelenaSimulator
import OutpostModel
import Testing

@testable import Helena

@Suite("Retry-After, over the wire", .timeLimit(.minutes(1)))
struct RetryAfterAnswerTests {
    @Test(
        "both forms, and what no branch can wait for",
        arguments: [
            (Fault.tooManyRequests(.seconds(7)), 7.0, 7.0), (.tooManyRequests(.seconds(0)), 0, 0),
            (.tooManyRequests(.seconds(-5)), 0, 0),
            (.tooManyRequests(.seconds(315_360_000)), 3_600, 3_600),
            (.tooManyRequests(.seconds(Int.max)), 3_600, 3_600),
            (.tooManyRequests(.date(secondsAhead: 600)), 500, 601),
            (.tooManyRequests(.date(secondsAhead: -600)), 0, 0),
            (.tooManyRequests(.date(secondsAhead: 315_360_000)), 3_600, 3_600),
        ])
    func forms(_ answer: Fault, least: Double, most: Double) async throws {
        let simulator = try await HelenaSimulator.start(
            seeding: Seeding(sessions: 1), apiKey: Example.secret)
        await simulator.inject(answer)
        try await Example.with(simulator.baseURL) { client in
            let failure = try #require(
                await #expect(throws: RemoteFailure.self) { try await client.users() })
            #expect(failure.kind == .throttled)
            let pause = try #require(failure.retryAfter)
            #expect(pause >= .seconds(least) && pause <= .seconds(most))
        }
        try await simulator.stop()
    }
}
