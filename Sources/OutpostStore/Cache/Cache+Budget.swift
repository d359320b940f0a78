import Foundation
import GRDB
package import OutpostModel
import Synchronization

// It is kept here, and not with the queue: writing it must not wait for the disk, and it is of no
// use after a few minutes.
extension Cache {
    /// What was saved last; nil if nothing ever was.
    package func savedBudget() throws(StoreFailure) -> SavedBudget? {
        try database.read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM budget"))
                .map(SavedBudget.init(row:))
        }
    }

    /// For the holder of the directory's lock alone: two who spend must not overwrite each other.
    package func save(_ budget: SavedBudget) throws(StoreFailure) {
        try database.save(budget)
        lastBudget.withLock { $0 = budget }
    }
}

extension OpenDatabase {
    func save(_ budget: SavedBudget) throws(StoreFailure) {
        try write { database in
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO budget
                        (one, bootID, savedAt, shortLimit, shortSpent, shortPending, longLimit,
                         longSpent, longPending, pause)
                    VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                budget.savedAt?.bootID, budget.savedAt?.elapsed.ticks,
                budget.short.limit, budget.short.spent, budget.short.pending,
                budget.long.limit, budget.long.spent, budget.long.pending, budget.pause.ticks,
            ])
        }
    }
}

extension SavedBudget {
    fileprivate init(row: Row) {
        let bootID: String? = row["bootID"]
        let savedAt: Int64? = row["savedAt"]
        self.init(
            short: Bucket(
                limit: row["shortLimit"], spent: row["shortSpent"], pending: row["shortPending"]),
            long: Bucket(
                limit: row["longLimit"], spent: row["longSpent"], pending: row["longPending"]),
            pause: Duration(ticks: row["pause"]),
            savedAt: bootID.map { BootMoment(bootID: $0, elapsed: Duration(ticks: savedAt ?? 0)) })
    }
}

// In the unit of all times in the files, 100 ns.
extension Duration {
    fileprivate init(ticks: Int64) {
        self = .seconds(ticks / 10_000_000) + .nanoseconds(ticks % 10_000_000 * 100)
    }

    fileprivate var ticks: Int64 { Int64(self / .nanoseconds(100)) }
}
