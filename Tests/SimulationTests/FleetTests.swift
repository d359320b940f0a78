import ManyBranches
import Testing

/// A short form: Scripts/bench lets up to a thousand come back after eight hours.
@Suite("branches of one account that come back together", .timeLimit(.minutes(1)))
struct FleetTests {
    /// The account's limit for five seconds; that for five minutes is more than is asked here.
    private static let perFiveSeconds = 200

    private func plan(_ way: Plan.Way, seed: UInt64 = 1) -> Plan {
        Plan(way: way, branches: 20, outage: .seconds(300), seed: seed)
    }

    @Test(
        "with shares that add up to the account, each transfer arrives once, and the account's limits are kept",
        arguments: [1, 2] as [UInt64])
    func shared(seed: UInt64) async throws {
        let figures = try await Fleet(plan(.shared, seed: seed)).run()
        #expect(figures.delivered == 400)
        #expect(figures.settled == 400)
        #expect(figures.doubled == 0)
        #expect(figures.refused == 0)
        #expect(figures.mostPerFiveSeconds <= Self.perFiveSeconds)
        #expect(figures.mostPerFiveMinutes <= 1_000)
    }

    @Test("behind hubs they do, too")
    func hubs() async throws {
        let figures = try await Fleet(plan(.hubs)).run()
        #expect(figures.delivered == 400)
        #expect(figures.settled == 400)
        #expect(figures.doubled == 0)
        #expect(figures.refused == 0)
    }

    @Test("the usual retry loop exceeds the limits: the measure can tell")
    func retryLoop() async throws {
        let figures = try await Fleet(plan(.retryLoop)).run()
        #expect(figures.delivered == 400)
        #expect(figures.mostPerFiveSeconds > Self.perFiveSeconds)
        #expect(figures.refused > 0)
    }

    @Test("the same seed gives the same figures", arguments: [Plan.Way.shared, .hubs])
    func replays(_ way: Plan.Way) async throws {
        let small = Plan(way: way, branches: 10, intents: 5, outage: .seconds(120), seed: 7)
        let first = try await Fleet(small).run()
        let second = try await Fleet(small).run()
        #expect(first == second)
    }
}
