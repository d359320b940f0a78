import OutpostModel
import OutpostStore
import OutpostSync

extension Branch {
    func setClock() {
        let isForward = numbers.happens(0.5)
        count(isForward ? .clockSetForward : .clockSetBack)
        let size = numbers.pick([3, 3_600, 366 * 86_400.0]) * numbers.fraction()
        hours.setWall(error: hours.error + (isForward ? size : -size))
    }

    /// Nobody looks for a long time, and the world goes on.
    func passDays() {
        count(.daysPass)
        pass(Double(1 + numbers.below(40)) * 86_400, times: 4)
    }

    func nap() {
        count(.nap)
        pass(numbers.fraction() * 8 * 3_600, times: 2)
    }

    private func pass(_ seconds: Double, times: Int) {
        for _ in 0..<times {
            hours.pass(.seconds(seconds / Double(times)))
            for _ in 0..<numbers.below(4) where unrest > 0 { change() }
        }
    }

    /// Somebody deletes the file.
    func loseCache() {
        count(.cacheDeleted)
        look()
        delete()
    }

    /// `Housekeeping.look`: a file that was deleted, or could not be made, is made.
    func keepHouse() {
        if cache.isReplaced { rebuild() }
    }

    func damageCache() {
        count(.cacheDamaged)
        look()
        damage()
    }

    func changeFilter() {
        guard !table.quirks.isHonest else { return }
        count(.filterChanges)
        table.quirks.filter = numbers.pick(Quirks.Filter.allCases)
        // Now and then it has become an honest one; that it was not always so is not forgotten.
    }

    /// What may fail although the line is quiet: a file that was damaged before is noticed now.
    var mayFail: Bool { isDamaged }

    /// That a step of the agent has not asked too much.
    func checkRequests(_ before: Before, ofChanges: Bool) {
        let asked = requests - before.requests - (nested - before.nested)
        let bound = 60 + 8 * table.chats.count
        oracle.require(.requestsAreBounded, asked <= bound, "\(asked) requests in one step")
        guard ofChanges, unrest == 0, before.progress.quick == nil, before.progress.met == 0,
            before.progress.metOpen == 0, before.changes == oracle.changes
        else { return }
        let most = mostForNothing(before.progress)
        oracle.require(.idleIsCheap, asked <= most, "\(asked) requests for nothing, not \(most)")
    }

    /// Requests that a refresh may cost if there is nothing new: no more than two where one page
    /// holds all that has to be asked for.
    private func mostForNothing(_ progress: SessionProgress) -> Int {
        let bound = progress.cursor?.minus(seconds: RefreshOracle.overlap + 2)
        let open = table.shown.count { Session.Status.open.contains($0.facts.status) }
        let recent = table.shown.count { version in
            bound.map { version.facts.updatedAt > $0 } ?? false
        }
        let isEasy = table.quirks.isHonest && !table.quirks.promisesMore
        if isEasy, recent < table.quirks.pageSize { return 2 }
        // Where the total is never the same, pages are read again and again.
        return 6 + max(open, recent) * (table.quirks.total == .changing ? 4 : 1)
    }
}
