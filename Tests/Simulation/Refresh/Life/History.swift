import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

/// One history of refreshing, from one seed: first everything goes wrong, then a quiet day passes,
/// and then the cache is compared with the server.
final class History {
    let branch: BranchRemote
    let hours = Hours()
    let mutation: RefreshMutation?
    private let chances: Chances
    /// What the agent knows, from its start to its end.
    private(set) var clocks: Clocks
    private(set) var refresher: Refresher
    private(set) var freshness = Freshness()
    var schedule = RefreshSchedule()
    private let intervals: RefreshSchedule.Intervals
    private let steps: Int

    init(
        seed: UInt64, _ folders: CacheFolder, _ mutation: RefreshMutation?, isTracing: Bool
    ) throws {
        self.mutation = mutation
        var numbers = Numbers(seed: ~seed)
        steps = 8 + numbers.below(30)
        var intervals = RefreshSchedule.Intervals()
        intervals.sessions = numbers.pick([.seconds(10), .seconds(30), .seconds(300)])
        self.intervals = intervals
        chances = Chances(numbers)
        branch = BranchRemote(
            try Branch(
                seed: seed, hours, folders, Sabotage(mutation), isTracing: isTracing))
        clocks = Clocks(HoursClock(hours: hours), now: { Date() }, chance: { 0 })
        refresher = Refresher(
            branch, cache: branch.with(\.cache), clocks: clocks, freshness: freshness)
        startAgent()
    }

    /// Lives it through; the branch keeps what was found.
    func run() async throws {
        defer {
            branch.with {
                $0.freeDisk()
                $0.close()
            }
        }
        for _ in 0..<steps where !isOver {
            try await troubledStep()
        }
        if !isOver { try await quietDay() }
    }

    var isOver: Bool { branch.with { $0.oracle.violation != nil } }

    private func startAgent() {
        let hours = hours
        let chances = chances
        clocks = Clocks(
            HoursClock(hours: hours), now: { hours.wall },
            chance: { chances.fraction() })
        freshness = Freshness()
        schedule = RefreshSchedule(intervals)
        let (cache, rules) = branch.with { ($0.cache, $0.sabotage.rules) }
        refresher = Refresher(
            branch, cache: cache, clocks: clocks, rules: rules, freshness: freshness)
    }

    /// Begins again with what the agent left behind, if it was killed.
    func restartIfDead() throws {
        let isDead = branch.with { branch in
            branch.look()
            if branch.isDoomed { branch.die() }
            return branch.isDead
        }
        guard isDead else { return }
        try branch.tryWith { try $0.restart() }
        startAgent()
    }
}
