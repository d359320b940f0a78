import Foundation
import OutpostModel
import OutpostSync
import Seeded

/// Those who spend from one directory's budget, one after the other, and the server that counts: the
/// program takes, writes ahead as ``Meter`` does, ends, is killed, loses power.
struct Spender {
    struct Request {
        var countedAt: Duration
        let endsAt: Duration
    }

    private var numbers: SplitMix
    private let settings: [(share: Double, limits: Budget.Limits)]
    private(set) var limit: (short: Double, long: Double) = (0, 0)
    private var budget: Budget
    private var disk: SavedBudget?
    /// What would be there after a power cut.
    private var synced: SavedBudget?
    private var isDiskFull = false
    private var now = Duration.zero
    private var bootedAt = Duration.zero
    private var boot = 0
    private var underWay: [Request] = []
    private(set) var counted: [Duration] = []
    private(set) var left: [Duration] = []
    /// By the server, and only as long as it may be known.
    private var closedUntil = Duration.zero
    private(set) var brokenPauses = 0
    private(set) var writes = 0
    private(set) var restarts = 0

    /// What may go wrong.
    struct World {
        var diskFillsUp = false
        var powerFails = true
        var settingsChange = false
    }
    private let world: World

    init(seed: UInt64, _ world: World = World(), account: Budget.Limits? = nil) {
        var numbers = SplitMix(seed: seed)
        var limits = Budget.Limits()
        limits.per5Seconds = Double.random(in: 4...400, using: &numbers).rounded()
        limits.per5Minutes = Double.random(in: 20...3_000, using: &numbers).rounded()
        let account = account ?? limits
        settings = (0..<(world.settingsChange ? 3 : 1)).map { _ in
            (Double.random(in: 0.01...1, using: &numbers), account)
        }
        self.numbers = numbers
        self.world = world
        budget = Budget(share: 1, of: account, at: .zero)
        limit = settings.map { ($0.share * account.per5Seconds, $0.share * account.per5Minutes) }
            .reduce((0, 0)) { (max($0.0, $1.0), max($0.1, $1.1)) }
        start()
    }

    mutating func live(for duration: Duration) {
        while now < duration { step() }
        for request in underWay { counted.append(request.countedAt) }
        counted.sort()
    }

    private mutating func step() {
        switch Int.random(in: 0..<10_000, using: &numbers) {
        case 0..<8: now += .seconds(Double.random(in: 0...90, using: &numbers))
        case 8..<40: restart(isClean: true)
        case 40..<80: restart(isClean: false)
        case 80..<86: reboot()
        case 86..<92:
            let pause = Duration.seconds(Double.random(in: 0...60, using: &numbers))
            budget.close(for: pause, at: uptime)
            if save() { closedUntil = max(closedUntil, now + pause) }
        case 92..<102 where world.diskFillsUp: isDiskFull.toggle()
        default: ask()
        }
        hearAnswers()
    }

    private var uptime: Duration { now - bootedAt }

    private var moment: BootMoment { BootMoment(bootID: "\(boot)", elapsed: uptime) }

    private mutating func ask() {
        now += .milliseconds(Int.random(in: 0...30, using: &numbers))
        let count = Int.random(in: 1...2, using: &numbers)
        let priority = Budget.Priority.allCases.randomElement(using: &numbers) ?? .replay
        guard budget.take(priority, count: count, at: uptime) <= .zero else { return }
        if !budget.isSaved(at: uptime) { save() }
        if now < closedUntil { brokenPauses += 1 }
        if Int.random(in: 0..<20, using: &numbers) == 0 {
            return budget.giveBack(count, at: uptime)
        }
        let isSlow = Int.random(in: 0..<50, using: &numbers) == 0
        for _ in 0..<count {
            let flight = Double.random(in: 0...(isSlow ? 30 : 0.3), using: &numbers)
            let arrival = Double.random(in: 0...flight, using: &numbers)
            underWay.append(
                Request(countedAt: now + .seconds(arrival), endsAt: now + .seconds(flight)))
            left.append(now)
        }
    }

    private mutating func hearAnswers() {
        for request in underWay where request.endsAt <= now {
            counted.append(request.countedAt)
            budget.finish(at: uptime)
        }
        underWay.removeAll { $0.endsAt <= now }
    }

    @discardableResult
    private mutating func save() -> Bool {
        let advance = budget.advance(at: uptime)
        guard write(budget.saved(advance, savedAt: moment, at: uptime)) else {
            budget.couldNotSave(at: uptime)
            return false
        }
        budget.didSave(advance)
        return true
    }

    private mutating func write(_ saved: SavedBudget) -> Bool {
        guard !isDiskFull else { return false }
        writes += 1
        disk = saved
        if Int.random(in: 0..<10, using: &numbers) == 0 { synced = saved }
        return true
    }

    private mutating func restart(isClean: Bool) {
        if isClean {
            now = max(now, underWay.map(\.endsAt).max() ?? now)
            hearAnswers()
            _ = write(budget.settled(savedAt: moment, at: uptime))
        }
        dieAndStart(after: .milliseconds(Int.random(in: 0...500, using: &numbers)))
    }

    private mutating func reboot() {
        guard world.powerFails else { return }
        disk = synced
        closedUntil = .zero
        die()
        now += .seconds(Double.random(in: 0...20, using: &numbers))
        boot += 1
        bootedAt = now
        now += .seconds(Double.random(in: 0...20, using: &numbers))
        start()
    }

    private mutating func dieAndStart(after pause: Duration) {
        die()
        now += pause
        start()
    }

    /// Connections die with the process: what was not counted by now never will be, or was just now.
    private mutating func die() {
        counted += underWay.map { min($0.countedAt, now) }
        underWay = []
    }

    private mutating func start() {
        restarts += 1
        let (share, limits) = settings.randomElement(using: &numbers) ?? (1, Budget.Limits())
        budget = Budget(share: share, of: limits, after: disk, now: moment, at: uptime)
        save()
    }
}
