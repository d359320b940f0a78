import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

/// The agent, one step at a time: between any two of them it may be killed, a command may come, a
/// colleague may act, or time may pass.
///
/// The decisions are the program's own (`Carriage`, `Lanes`, `Connectivity`, `Budget`, `Backoff`,
/// `Freshness`, `SessionItinerary`), and so are the outbox's and the cache's verbs. What is written here once
/// more is the thin asynchronous code between them, each step beside the name of what it stands for.
final class SimulatedAgent {
    /// Where `Replay.run` stands.
    enum Loop {
        /// `Replay.recover`
        case recover
        /// `Replay.expire`
        case expire
        /// `Replay.prove`
        case prove
        /// `Proof.obtain`, waiting for the refresh.
        case proving(until: Duration)
        /// `Replay.next`
        case next
        /// `Bell.wait`
        case rest(until: Duration)
    }

    /// One thing that may go on, and from when.
    enum Part: Hashable {
        case loop, job(Int), refresh, probe, news, housekeeping
    }

    let world: World
    let outbox: Outbox
    let cache: Cache
    let broken: Mutation?
    var loop = Loop.recover
    var lanes: Lanes
    var connectivity: Connectivity
    var budget: Budget
    let freshness = Freshness()
    var jobs: [Job] = []
    var isRecovered = false
    var walk: Walk
    var probe = Probing.asleep
    var tidyAt = Duration.zero
    /// What a broken program sends without a look.
    var blindly: Set<Intent.ID> = []
    /// SQL that only a broken program would run.
    let sabotage: (String) -> Void

    init(
        _ world: World, outbox: Outbox, cache: Cache, broken: Mutation?,
        sabotage: @escaping (String) -> Void
    ) {
        self.world = world
        self.outbox = outbox
        self.cache = cache
        self.broken = broken
        self.sabotage = sabotage
        let uptime = world.hours.elapsed
        lanes = Lanes(limit: world.numbers.happens(0.7) ? Lanes.defaultLimit : 1)
        connectivity = Connectivity(at: Moment(uptime: uptime, wall: world.hours.wall))
        budget = Budget(
            share: world.oracle.share,
            after: world.oracle.hasSpent ? try? cache.savedBudget() : nil,
            now: world.hours.bootClock().moment, at: uptime)
        walk = Walk(dueAt: uptime)
        tidyAt = uptime
        world.oracle.startsToSpend()
        saveBudget()
    }

    var uptime: Duration { world.hours.elapsed }
    var moment: Moment { Moment(uptime: uptime, wall: world.hours.wall) }

    /// What may go on now.
    var runnable: [Part] { parts.filter { $0.due <= uptime }.map(\.part) }

    /// When something other than a mere look around is due.
    var nextDue: Duration? {
        let due = parts.filter { $0.part != .loop || !isResting }.map(\.due)
        return (due + [lanes.nextDue(at: uptime).map { uptime + $0 }].compactMap(\.self)).min()
    }

    func step(_ part: Part) throws {
        switch part {
        case .loop: stepLoop()
        case .job(let place): stepJob(place)
        case .refresh: stepWalk()
        case .probe: stepProbe()
        case .news: tellNews()
        case .housekeeping: tidy()
        }
    }

    /// `Bell.ring`
    func ring() {
        if case .rest = loop { loop = .rest(until: uptime) }
    }

    private var isResting: Bool {
        if case .rest = loop { true } else { false }
    }

    private var parts: [(part: Part, due: Duration)] {
        var parts: [(Part, Duration)] = [(.loop, loopDue)]
        // Services start together; but nothing is carried out before the recovery.
        for (place, job) in jobs.enumerated() { parts.append((.job(place), job.due)) }
        if let due = walkDue { parts.append((.refresh, due)) }
        if let due = probeDue { parts.append((.probe, due)) }
        if let due = connectivity.newsDue { parts.append((.news, due)) }
        parts.append((.housekeeping, tidyAt))
        return parts
    }

    private var loopDue: Duration {
        switch loop {
        case .rest(let until), .proving(let until): until
        default: .zero
        }
    }

    /// `Line.hear`, and what `Uplink.ask` does with a 429.
    func hear(_ failure: RemoteFailure?) {
        budget.finish(at: uptime)
        if failure?.kind == .throttled {
            let pause = failure?.retryAfter
            world.oracle.throttled(until: uptime + (pause ?? Budget.defaultPause), at: uptime)
            if broken != .ignoreRetryAfter {
                budget.close(for: pause, at: uptime)
                saveBudget()
            }
        }
        let wasOpen = connectivity.isOpen
        connectivity.hear(failure, at: moment)
        tellNews()
        if connectivity.isOpen != wasOpen { ring() }
    }

    /// `Line.tellNews`, and `Agent.services`, which writes it down.
    private func tellNews() {
        while let news = connectivity.news(at: moment) {
            world.note("is \(news.state)")
            try? outbox.record(news.state, reason: news.reason, at: world.hours.wall)
        }
    }

    /// `Housekeeping.tidy`
    private func tidy() {
        tidyAt = uptime + Housekeeping.every
        let now = world.hours.wall
        if broken == .pruneOpenIntents { sabotage("DELETE FROM intent WHERE state = 'queued'") }
        let kept = broken == .pruneTooEarly ? 3_600 : Housekeeping.kept
        _ = try? outbox.prune(before: now.addingTimeInterval(-kept), at: now)
    }
}
