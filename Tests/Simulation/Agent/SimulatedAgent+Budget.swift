import OutpostStore
import OutpostSync

// `Meter`
extension SimulatedAgent {
    /// `Meter.take`, one try.
    func take(_ priority: Budget.Priority, count: Int = 1) -> Duration {
        let wait = budget.take(priority, count: count, at: uptime)
        if wait <= .zero, !budget.isSaved(at: uptime) { saveBudget() }
        return wait
    }

    /// `Meter.save`
    func saveBudget() {
        let advance = budget.advance(at: uptime)
        let moment = world.hours.bootClock().moment
        do {
            try cache.save(budget.saved(advance, savedAt: moment, at: uptime))
            budget.didSave(advance)
            world.oracle.hasSpent = true
        } catch {
            budget.couldNotSave(at: uptime)
            world.oracle.limitsMayBeForgotten = true
        }
    }
}
