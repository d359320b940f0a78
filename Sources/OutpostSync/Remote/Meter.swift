import Synchronization

/// The budget that all of the agent's requests share.
package final class Meter: Sendable {
    private let budget: Mutex<Budget>

    package init(_ budget: Budget) { self.budget = Mutex(budget) }

    /// Waits for a turn; returns early if the task is cancelled.
    package func take(_ priority: Budget.Priority, _ clocks: Clocks) async {
        while true {
            let wait = budget.withLock { $0.take(priority, at: clocks.uptime()) }
            guard wait > .zero, (try? await clocks.sleep(wait)) != nil else { return }
        }
    }

    package func close(for pause: Duration?, _ clocks: Clocks) {
        budget.withLock { $0.close(for: pause, at: clocks.uptime()) }
    }
}
