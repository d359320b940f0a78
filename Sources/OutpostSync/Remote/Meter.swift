import OutpostModel
import Synchronization

/// The budget that all of the agent's requests share, on disk ahead of what is spent.
package final class Meter: Sendable {
    private let budget: Mutex<Budget>
    private let record: BudgetRecord?
    /// One writes at a time, so that what is on disk never becomes more than it was.
    private let saving = Mutex(())

    /// A budget that dies with the program.
    package init(_ budget: Budget) {
        self.budget = Mutex(budget)
        record = nil
    }

    /// Goes on from the record, and keeps it up to date. To be settled at the end.
    package init(share: Double, of limits: Budget.Limits, _ record: BudgetRecord, _ clocks: Clocks)
    {
        // The record's moment first: what passes between the two must not count twice.
        let now = record.now
        budget = Mutex(
            Budget(
                share: share, of: limits, after: record.read(), now: now, at: clocks.uptime()))
        self.record = record
        // Before anything leaves: the next life must not take this one's for unspent.
        save(clocks)
    }

    /// Waits for so many turns.
    ///
    /// - Returns: false if the task was cancelled first; nothing is taken then.
    package func take(
        _ priority: Budget.Priority, count: Int = 1, _ clocks: Clocks
    ) async -> Bool {
        while true {
            let (wait, isSaved) = budget.withLock { budget in
                let uptime = clocks.uptime()
                let wait = budget.take(priority, count: count, at: uptime)
                return (wait, budget.isSaved(at: uptime))
            }
            guard wait > .zero else {
                if !isSaved { save(clocks) { !$0.isSaved(at: $1) } }
                return true
            }
            guard (try? await clocks.sleep(wait)) != nil else { return false }
        }
    }

    /// So many that were taken were answered, or will not be any more.
    package func finish(_ count: Int, _ clocks: Clocks) {
        budget.withLock { $0.finish(count, at: clocks.uptime()) }
    }

    /// So many brought no answer. Those that no server received count for nothing: or the probes of
    /// an outage would use up a small share, and all who share the account would come back late, in
    /// step with how their buckets fill.
    func finish(_ count: Int, after failure: RemoteFailure, _ clocks: Clocks) {
        if failure.neverArrived { giveBack(count, clocks) } else { finish(count, clocks) }
    }

    package func giveBack(_ count: Int, _ clocks: Clocks) {
        budget.withLock { $0.giveBack(count, at: clocks.uptime()) }
    }

    package func close(for pause: Duration?, _ clocks: Clocks) {
        budget.withLock {
            $0.close(for: pause, jitter: clocks.chance(), at: clocks.uptime())
        }
        save(clocks)
    }

    /// As it is at this moment.
    package var current: Budget { budget.withLock { $0 } }

    /// Writes what is really left, once nothing more will be taken.
    package func settle(_ clocks: Clocks) {
        guard let record else { return }
        saving.withLock { _ in
            let now = record.now
            _ = record.write(current.settled(savedAt: now, at: clocks.uptime()))
        }
    }

    /// - Parameter isDue: asked when it is our turn: another may have just done it.
    private func save(_ clocks: Clocks, where isDue: (Budget, Duration) -> Bool = { _, _ in true })
    {
        guard let record else { return }
        saving.withLock { _ in
            let budget = current
            let uptime = clocks.uptime()
            guard isDue(budget, uptime) else { return }
            let advance = budget.advance(at: uptime)
            // After the uptime: the time between the two is lost, and not counted twice.
            let isWritten = record.write(
                budget.saved(advance, savedAt: record.now, at: uptime))
            self.budget.withLock {
                if isWritten { $0.didSave(advance) } else { $0.couldNotSave(at: uptime) }
            }
        }
    }
}
