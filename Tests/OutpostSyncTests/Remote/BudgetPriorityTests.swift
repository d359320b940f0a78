import OutpostSync
import Testing
import Seeded

@Suite("who goes first in the budget")
struct BudgetPriorityTests {
    private static let shares = [0.005, 0.02, 0.05, 0.1, 0.5, 1]

    @Test(
        "refresh leaves some for replay, and what passes through some for both", arguments: shares)
    func reserves(_ share: Double) {
        var budget = Budget(share: share, at: .zero)
        drain(&budget, at: .zero, [.passThrough])
        // Where the buckets hold more than a few.
        let isRoomy = share >= 0.1
        if isRoomy { #expect(budget.wait(.refresh, count: 2, at: .zero) == .zero) }
        drain(&budget, at: .zero, [.refresh])
        #expect(budget.wait(.passThrough, at: .zero) > .zero)
        if isRoomy { #expect(budget.wait(.replay, at: .zero) == .zero) }
        #expect(budget.wait(.replay, count: 2, at: .zero) < budget.wait(.refresh, at: .zero))
    }

    @Test(
        "replay waits behind the others no more often than they are let through for their patience",
        arguments: shares, [UInt64(1)])
    func replayFirst(_ share: Double, seed: UInt64) {
        var numbers = SplitMix(seed: seed)
        var budget = Budget(share: share, at: .zero)
        var uptime = Duration.zero
        var served = 0
        for _ in 0..<100 {
            drain(&budget, at: uptime, [.refresh, .passThrough])
            uptime += .milliseconds(Int.random(in: 0...20_000, using: &numbers))
            // Replay asks, and the others with every millisecond that passes.
            while case let wait = budget.take(.replay, count: 2, at: uptime), wait > .zero {
                uptime += min(wait, .milliseconds(50)) + .nanoseconds(1)
                guard budget.wait(.replay, count: 2, at: uptime) > .zero else { continue }
                served += drain(&budget, at: uptime, [.refresh, .passThrough])
            }
            budget.finish(2, at: uptime)
        }
        #expect(served <= 100 / 9 + 100 / 19 + 2)
    }

    @Test("however much passes through, refresh gets as much as without it", arguments: shares)
    func refreshBeforePassThrough(_ share: Double) {
        #expect(served(.refresh, share, among: [.passThrough, .refresh]) >= most(.refresh, share))
    }

    @Test(
        "a long drain lets refresh through now and then, and what passes through more rarely",
        arguments: shares)
    func nobodyStarves(_ share: Double) {
        let refreshed = served(.refresh, share, among: Budget.Priority.allCases)
        let passed = served(.passThrough, share, among: Budget.Priority.allCases)
        let replayed = served(.replay, share, among: Budget.Priority.allCases)
        #expect(refreshed * 11 >= replayed)
        #expect(passed * 25 >= replayed)
        #expect(replayed > refreshed * 5)
        #expect(refreshed > passed)
    }

    @discardableResult
    private func drain(
        _ budget: inout Budget, at uptime: Duration, _ priorities: [Budget.Priority]
    ) -> Int {
        var count = 0
        for priority in priorities {
            while budget.take(priority, at: uptime) <= .zero {
                budget.finish(at: uptime)
                count += 1
            }
        }
        return count
    }

    /// What it gets in a long time if nobody else asks, less a little for chance.
    private func most(_ priority: Budget.Priority, _ share: Double) -> Int {
        served(priority, share, among: [priority]) * 9 / 10
    }

    /// How many it gets if all of them always want one, those who go last asking first.
    private func served(
        _ priority: Budget.Priority, _ share: Double, among all: [Budget.Priority]
    ) -> Int {
        var budget = Budget(share: share, at: .zero)
        var uptime = Duration.zero
        var count = 0
        // Until about as many are through in all.
        while uptime < .seconds(600 / share) {
            for asking in all.reversed() where budget.take(asking, at: uptime) <= .zero {
                budget.finish(at: uptime)
                count += asking == priority ? 1 : 0
            }
            uptime += .milliseconds(40 / share)
        }
        return count
    }
}
