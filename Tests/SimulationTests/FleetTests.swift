import ManyBranches
import Testing

/// A short form: Scripts/bench lets up to a thousand come back after eight hours.
@Suite("branches of one account that come back together", .serialized, .timeLimit(.minutes(1)))
struct FleetTests {
    /// The account's limit for five seconds; that for five minutes is more than is asked here.
    private static let perFiveSeconds = 200

    private func plan(_ way: Plan.Way) -> Plan {
        Plan(way: way, branches: 20, outage: .seconds(60))
    }

    @Test(
        "with shares that add up to the account, each transfer arrives once, within the account's limits"
    )
    func shared() async throws {
        let figures = try await Fleet(plan(.shared)).run()
        #expect(figures.delivered == 400)
        #expect(figures.settled == 400)
        #expect(figures.doubled == 0)
        #expect(figures.refused == 0)
        #expect(figures.mostPerFiveSeconds <= Self.perFiveSeconds)
        #expect(figures.mostPerFiveMinutes <= 1_000)
    }

    @Test("behind hubs they do, too")
    func hubs() async throws {
        let plan = Plan(way: .hubs, branches: 10, intents: 10, outage: .seconds(60))
        let figures = try await Fleet(plan).run()
        #expect(figures.delivered == 100)
        #expect(figures.settled == 100)
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

    @Test("the same seed gives the same figures")
    func replays() async throws {
        let small = Plan(
            way: .shared, branches: 5, intents: 5, outage: .seconds(60), seed: 7)
        let first = try await Fleet(small).run()
        let second = try await Fleet(small).run()
        #expect(first == second)
    }
}
