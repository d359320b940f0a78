import OutpostModel
import OutpostSync
import Testing
import Seeded

@Suite("the budget")
struct BudgetTests {
    @Test(
        "no window of 5 seconds or 5 minutes sees more than our share",
        arguments: [0.05, 0.5, 1], [UInt64(1), 2, 3])
    func neverMore(share: Double, seed: UInt64) {
        let taken = rush(share: share, seed: seed, for: .seconds(900))
        #expect(most(of: taken, within: .seconds(5)) <= Int(200 * share))
        #expect(most(of: taken, within: .seconds(300)) <= Int(1_000 * share))
    }

    @Test("a share is used to at least a half, if there is enough to do", arguments: [0.1, 0.5, 1])
    func wellUsed(share: Double) {
        let taken = rush(share: share, seed: 4, for: .seconds(900))
        #expect(Double(taken.count) >= 1_000 * share * 3 / 2)
    }

    @Test("refresh leaves a reserve for replay")
    func reserve() {
        var budget = Budget(share: 0.5, at: .zero)
        let refreshed = takeAll(&budget, .refresh)
        #expect(refreshed > 0)
        #expect(budget.take(.refresh, at: .zero) > .zero)
        let replayed = takeAll(&budget, .replay)
        #expect(replayed >= 5, "a fifth of what is given at once")
    }

    @Test("a wait that is obeyed is long enough", arguments: [0.05, 0.3, 0.5, 1])
    func waits(share: Double) {
        var budget = Budget(share: share, at: .zero)
        var uptime = Duration.zero
        for _ in 0..<500 {
            let wait = budget.take(.replay, at: uptime)
            guard wait > .zero else {
                budget.finish(at: uptime)
                continue
            }
            // A nanosecond for what the arithmetic rounds.
            uptime += wait + .nanoseconds(1)
            #expect(budget.take(.replay, at: uptime) == .zero)
            budget.finish(at: uptime)
        }
    }

    @Test("a 429 stops everything until the time it names")
    func closed() {
        var budget = Budget(share: 1, at: .zero)
        budget.close(for: .seconds(40), at: .seconds(1))
        #expect(budget.take(.replay, at: .seconds(1)) == .seconds(40))
        #expect(budget.take(.refresh, at: .seconds(40)) == .seconds(1))
        #expect(budget.take(.replay, at: .seconds(41)) == .zero)
    }

    @Test("a 429 that names no time stops everything for five seconds")
    func closedByDefault() {
        var budget = Budget(share: 1, at: .zero)
        budget.close(for: nil, at: .zero)
        #expect(budget.take(.replay, at: .zero) == .seconds(5))
    }

    @Test(
        "a 429 stops everything for a second at least, and for an hour at most",
        arguments: [
            (Duration.seconds(-40), 1.0), (.zero, 1), (.milliseconds(1), 1), (.seconds(2), 2),
            (.seconds(3_600), 3_600), (.seconds(315_360_000), 3_600),
        ])
    func bounded(_ said: Duration, seconds: Double) {
        var budget = Budget(share: 1, at: .zero)
        budget.close(for: said, at: .zero)
        #expect(budget.pause(at: .zero) == .seconds(seconds))
        #expect(budget.take(.replay, at: .seconds(seconds)) == .zero)
    }

    @Test("agents that were told the same by a 429 do not return at the same moment")
    func spread() {
        let pauses = (0..<200).map { number in
            var budget = Budget(share: 1, at: .zero)
            budget.close(for: .seconds(40), jitter: Double(number) / 200, at: .zero)
            return budget.pause(at: .zero) ?? .zero
        }
        #expect(pauses.allSatisfy { $0 >= .seconds(40) && $0 < .seconds(45) })
        // No more in any second than there would be of that many over the five.
        #expect(pauses.count { $0 < .seconds(41) } == 40)
    }

    @Test("a pause of a second is not spread over more than another")
    func shortSpread() {
        var budget = Budget(share: 1, at: .zero)
        budget.close(for: .seconds(1), jitter: 0.999, at: .zero)
        #expect(budget.pause(at: .zero).map { $0 < .seconds(2) } == true)
    }

    @Test("a shorter 429 does not shorten a longer one")
    func longestCloses() {
        var budget = Budget(share: 1, at: .zero)
        budget.close(for: .seconds(60), at: .zero)
        budget.close(for: .seconds(1), at: .zero)
        #expect(budget.take(.replay, at: .zero) == .seconds(60))
    }

    @Test(
        "the smallest share still lets everybody through in time",
        arguments: [0.01, 0.0125, 0.02, 0.05], Budget.Priority.allCases)
    func smallShare(share: Double, priority: Budget.Priority) {
        var budget = Budget(share: share, at: .zero)
        var uptime = Duration.zero
        var taken = 0
        for _ in 0..<100 where uptime < .seconds(3_600) && taken < 3 {
            let wait = budget.take(priority, at: uptime)
            uptime += wait + .nanoseconds(1)
            guard wait <= .zero else { continue }
            budget.finish(at: uptime)
            taken += 1
        }
        #expect(taken == 3)
    }

    private func takeAll(_ budget: inout Budget, _ priority: Budget.Priority) -> Int {
        var count = 0
        while budget.take(priority, at: .zero) <= .zero { count += 1 }
        return count
    }

    /// Asks at random times, now and then in bursts, and notes when something was to be had.
    private func rush(share: Double, seed: UInt64, for duration: Duration) -> [Duration] {
        var numbers = SplitMix(seed: seed)
        var budget = Budget(share: share, at: .zero)
        var taken: [Duration] = []
        var uptime = Duration.zero
        while uptime < duration {
            let isPause = Double.random(in: 0..<1, using: &numbers) < 0.001
            uptime += .milliseconds(Int.random(in: 0...(isPause ? 60_000 : 20), using: &numbers))
            let priority = Budget.Priority.allCases.randomElement(using: &numbers) ?? .replay
            guard budget.take(priority, at: uptime) <= .zero else { continue }
            budget.finish(at: uptime)
            taken.append(uptime)
        }
        return taken
    }
}
