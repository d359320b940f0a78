package import Logging
package import OutpostModel
package import OutpostStore
import Synchronization

/// Where the budget stands between two lives of the program.
package final class BudgetRecord: Sendable {
    private let cache: Cache
    private let boot: BootClock?
    private let logger: Logger
    private let isFailing = Mutex(false)

    /// - Parameter boot: tells how long ago something was saved; nil: nobody knows.
    package init(_ cache: Cache, boot: BootClock?, logger: Logger) {
        self.cache = cache
        self.boot = boot
        self.logger = logger
    }

    package var now: BootMoment? { boot?.moment }

    /// Nil if there is nothing, or nothing that can be read.
    package func read() -> SavedBudget? { try? cache.savedBudget() }

    /// - Returns: whether it was written. Nobody who wants to send something is kept from it for
    ///   that: it is said once, until it works again.
    func write(_ budget: SavedBudget) -> Bool {
        do {
            try cache.save(budget)
            isFailing.withLock { $0 = false }
            return true
        } catch {
            let isNews = isFailing.withLock { isFailing in
                defer { isFailing = true }
                return !isFailing
            }
            if isNews {
                logger.warning(
                    "the request budget cannot be saved: it is kept in memory",
                    metadata: ["error": "\(error)"])
            }
            return false
        }
    }
}
