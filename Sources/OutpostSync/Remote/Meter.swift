import Synchronization

/// The budget that all of the agent's requests share.
package final class Meter: Sendable {
    private let budget: Mutex<Budget>

    package init(_ budget: Budget) { self.budget = Mutex(budget) }

    /// Waits for so many turns.
    ///
    /// - Returns: false if the task was cancelled first; nothing is taken then.
    package func take(
        _ priority: Budget.Priority, count: Int = 1, _ clocks: Clocks
    ) async -> Bool {
        while true {
            let wait = budget.withLock { $0.take(priority, count: count, at: clocks.uptime()) }
            guard wait > .zero else { return true }
            guard (try? await clocks.sleep(wait)) != nil else { return false }
        }
    }

    package func giveBack(_ count: Int, _ clocks: Clocks) {
        budget.withLock { $0.giveBack(count, at: clocks.uptime()) }
    }

    package func close(for pause: Duration?, _ clocks: Clocks) {
        budget.withLock { $0.close(for: pause, at: clocks.uptime()) }
    }
}
