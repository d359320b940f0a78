import Foundation
import Logging
import OutpostModel
import OutpostStore
import OutpostSync

extension Meter {
    /// The one that the directory's spender works with.
    convenience init(_ settings: Settings, _ cache: Cache, _ clocks: Clocks, logger: Logger) {
        self.init(
            share: settings.budgetShare, of: settings.accountLimits,
            BudgetRecord(cache, boot: .system(), logger: logger), clocks)
    }
}

extension Budget {
    /// What is left by the files alone; nil if nothing was ever asked.
    static func left(_ settings: Settings, _ cache: Cache, at now: Date) -> StatusReport.Budget? {
        guard let saved = try? cache.savedBudget() else { return nil }
        let budget = Budget(
            share: settings.budgetShare, of: settings.accountLimits, after: saved,
            now: BootClock.system()?.moment, at: .zero)
        return budget.report(at: .zero, now: now)
    }
}
