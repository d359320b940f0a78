import Foundation
import GRDB
import OutpostModel

extension Outbox {
    /// How far wall time may drift from the time since boot before it counts as set, in ticks: two
    /// seconds. Time servers move it by less at a time.
    private static let tolerance: Int64 = 20_000_000

    /// Sees whether somebody has set the clock since the last stamp, and if so moves the stamps
    /// along, so that every open intent has as much time left as before.
    ///
    /// Done in each transaction that writes, so that all stamps in the file are of one clock. Over a restart of the machine nothing can be told, and the wall is
    /// believed; but no intent ever has more time left than it was given.
    func keepTime(at now: Date, _ database: Database) throws {
        guard let boot else { return }
        let ahead = now.ticks - Int64(boot.elapsed() / .nanoseconds(100))
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT bootID, ahead FROM clock"))
        let sameBoot = row?["bootID"] == boot.id
        let step = row.map { ahead - $0["ahead"] } ?? 0
        if sameBoot, abs(step) <= Self.tolerance / 2 { return }
        if row != nil, !sameBoot || abs(step) > Self.tolerance {
            try database.execute(
                sql: """
                    UPDATE intent SET
                        expiresAt = min(expiresAt + :step, :now + expiresAt - acceptedAt),
                        acceptedAt = min(acceptedAt + :step, :now),
                        endedAt = min(endedAt + :step, :now)
                    """, arguments: ["step": sameBoot ? step : 0, "now": now.ticks])
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO clock (one, bootID, ahead) VALUES (1, ?, ?)",
            arguments: [boot.id, ahead])
    }
}
