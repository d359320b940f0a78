import OutpostModel
import OutpostSync
import Testing

@Suite("the budget over restarts")
struct SavedBudgetTests {
    /// Below four, two may leave at a time, and half a one flows in.
    private func whole(_ limit: Double) -> Int { Int(max(limit, 2.5 + limit / 4)) }

    private func live(_ world: Spender.World, seed: UInt64) -> Spender {
        var spender = Spender(seed: seed, world)
        spender.live(for: .seconds(1_200))
        let limit = spender.limit
        if limit.short > 10, limit.long > 30 { #expect(spender.left.count > 20) }
        #expect(spender.restarts > 2)
        #expect(spender.brokenPauses == 0)
        for times in [spender.left, spender.counted] {
            #expect(most(of: times, within: .seconds(5)) <= whole(limit.short))
            #expect(most(of: times, within: .seconds(300)) <= whole(limit.long))
        }
        return spender
    }

    @Test(
        "no window sees more than our share, by our count and the server's, whoever dies and how",
        arguments: 1...40 as ClosedRange<UInt64>)
    func neverMore(seed: UInt64) {
        let spender = live(.init(), seed: seed)
        #expect(spender.writes <= spender.left.count + spender.restarts * 2)
    }

    @Test("nor when the settings change with each start", arguments: 1...20 as ClosedRange<UInt64>)
    func changingSettings(seed: UInt64) { _ = live(.init(settingsChange: true), seed: seed) }

    private let now = BootMoment(bootID: "a", elapsed: .seconds(1_000))

    private func moment(_ seconds: Double, boot: String = "a") -> BootMoment {
        BootMoment(bootID: boot, elapsed: .seconds(seconds))
    }

    private func left(_ budget: Budget, at uptime: Duration = .zero) -> Int {
        var copy = budget
        var count = 0
        while copy.take(.replay, at: uptime) <= .zero { count += 1 }
        return count
    }

    /// A budget that has spent all of what it had at once.
    private func spent(_ count: Int = 1_000) -> Budget {
        var budget = Budget(share: 1, at: .zero)
        var taken = 0
        while taken < count, budget.take(.replay, at: .zero) <= .zero { taken += 1 }
        budget.finish(taken, at: .zero)
        return budget
    }

    private func after(_ budget: Budget, at then: BootMoment?, _ now: BootMoment?) -> Budget {
        Budget(share: 1, after: budget.settled(savedAt: then, at: .zero), now: now, at: .zero)
    }

    @Test("a new file begins with little: enough for a first refresh, not for a thousand of them")
    func new() {
        var budget = Budget(share: 0.5, after: nil, now: now, at: .zero)
        #expect((5...12).contains(left(budget)))
        for _ in 0..<3 {
            #expect(budget.take(.refresh, at: .zero) == .zero)
            budget.finish(at: .zero)
        }
        #expect(left(budget, at: .seconds(1_000)) == 25)
    }

    @Test("after a clean end exactly what was left is there, and what has flowed in since")
    func clean() {
        #expect(left(after(spent(20), at: now, now)) == 30)
        #expect(left(after(spent(), at: now, now)) == 0)
        #expect(left(after(spent(), at: now, moment(1_001))) == 30)
        #expect(left(after(spent(), at: now, moment(9_000))) == 50)
    }

    @Test("a crash costs what was written in advance, and that flows in within 7 seconds")
    func crash() {
        let budget = spent(20)
        let saved = budget.saved(budget.advance(at: .zero), savedAt: now, at: .zero)
        let next = Budget(share: 1, after: saved, now: now, at: .zero)
        #expect(left(next) == 14)
        let tired = spent()
        let owed = tired.saved(tired.advance(at: .zero), savedAt: now, at: .zero)
        let late = Budget(share: 1, after: owed, now: now, at: .zero)
        #expect(left(late) == 0)
        #expect(late.wait(.replay, at: .zero) < .seconds(8))
        // However long ago it was written: the one that died may have spent it a moment ago.
        let stale = Budget(share: 1, after: saved, now: moment(90_000), at: .zero)
        #expect(left(stale) == 34)
        #expect(left(stale, at: .seconds(100)) == 50)
    }

    @Test("a program that is killed again and again, having sent nothing, owes no more for it")
    func crashLoop() {
        var saved: SavedBudget? = spent().settled(savedAt: now, at: .zero)
        for _ in 0..<1_000 {
            let budget = Budget(share: 1, after: saved, now: now, at: .zero)
            saved = budget.saved(budget.advance(at: .zero), savedAt: now, at: .zero)
        }
        let next = Budget(share: 1, after: saved, now: now, at: .zero)
        #expect(next.wait(.replay, at: .zero) < .seconds(8))
    }

    @Test("after a restart of the machine there is what has flowed in since it was started")
    func rebooted() {
        #expect(left(after(spent(0), at: now, moment(0, boot: "b"))) == 0)
        #expect(left(after(spent(0), at: now, moment(1, boot: "b"))) == 2)
        #expect(left(after(spent(0), at: now, moment(400, boot: "b"))) == 50)
    }

    @Test("where the system tells no time, and where it goes backwards, none has passed")
    func timeless() {
        #expect(left(after(spent(), at: nil, nil)) == 0)
        #expect(left(after(spent(), at: nil, now)) == 0)
        #expect(left(after(spent(), at: now, nil)) == 0)
        #expect(left(after(spent(), at: now, moment(1))) == 0)
    }

    @Test(
        "a 429 lasts over restarts of the program and of the machine, and never more than an hour")
    func pauses() {
        var budget = spent(0)
        budget.close(for: .seconds(600), at: .zero)
        #expect(after(budget, at: now, moment(1_100)).pause(at: .zero) == .seconds(500))
        #expect(after(budget, at: now, moment(1_600)).pause(at: .zero) == nil)
        #expect(after(budget, at: now, moment(40, boot: "b")).pause(at: .zero) == .seconds(560))
        #expect(after(budget, at: nil, nil).pause(at: .zero) == .seconds(600))
        let bucket = SavedBudget.Bucket(limit: 200, spent: 0, pending: 0)
        let absurd = SavedBudget(
            short: bucket, long: bucket, pause: .seconds(1_000_000_000), savedAt: now)
        let next = Budget(share: 1, after: absurd, now: now, at: .zero)
        #expect(next.pause(at: .zero) == .seconds(3_600))
    }

    @Test("other settings begin with nothing", arguments: [0.25, 0.9])
    func otherSettings(share: Double) {
        let saved = spent(0).settled(savedAt: now, at: .zero)
        let next = Budget(share: share, after: saved, now: now, at: .zero)
        #expect(left(next) == 0)
        #expect(left(next, at: .seconds(4)) > 0)
    }

    @Test(
        "what somebody wrote into the file stops nothing for long",
        arguments: [-1e300, -5, 1e300, .infinity])
    func tampered(spent: Double) {
        let bucket = { SavedBudget.Bucket(limit: $0, spent: spent, pending: 0) }
        let saved = SavedBudget(short: bucket(200), long: bucket(1_000), pause: .zero, savedAt: now)
        let next = Budget(share: 1, after: saved, now: now, at: .zero)
        #expect(next.wait(.replay, at: .zero) < .seconds(120))
        #expect(left(next) <= 50)
    }

    @Test("what cannot be saved from the start is not trusted, later it goes on")
    func unsaved() {
        var budget = Budget(share: 1, after: nil, now: now, at: .zero)
        budget.couldNotSave(at: .zero)
        #expect(left(budget) == 0)
        #expect(left(budget, at: .seconds(2)) == 5)
        #expect(budget.isSaved(at: .seconds(9)), "it does not try with each request")
        #expect(!budget.isSaved(at: .seconds(10)))
        budget.couldNotSave(at: .seconds(10))
        #expect(left(budget, at: .seconds(10)) == 25)
    }

    @Test("an agent that asks now and then writes nothing")
    func idle() {
        var budget = Budget(share: 0.5, at: .zero)
        budget.didSave(budget.advance(at: .zero))
        for minute in 1...1_000 {
            let uptime = Duration.seconds(minute * 30)
            #expect(budget.take(.refresh, at: uptime) == .zero)
            #expect(budget.isSaved(at: uptime))
            budget.finish(at: uptime)
        }
    }

    @Test("a long drain writes once for about eight requests")
    func drain() {
        var budget = Budget(share: 0.5, at: .zero)
        var uptime = Duration.zero
        var writes = 0
        for _ in 0..<1_000 {
            while case let wait = budget.take(.replay, at: uptime), wait > .zero {
                uptime += wait + .nanoseconds(1)
            }
            if !budget.isSaved(at: uptime) {
                budget.didSave(budget.advance(at: uptime))
                writes += 1
            }
            budget.finish(at: uptime)
        }
        #expect(writes < 160)
    }
}
