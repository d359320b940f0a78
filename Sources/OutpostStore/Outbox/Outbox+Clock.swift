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
        guard let boot, let step = try clockStep(at: now, database) else { return }
        if let ticks = step.ticks {
            try database.execute(
                sql: """
                    UPDATE intent SET
                        expiresAt = min(expiresAt + :step, :now + expiresAt - acceptedAt),
                        acceptedAt = min(acceptedAt + :step, :now),
                        endedAt = min(endedAt + :step, :now)
                    """, arguments: ["step": ticks, "now": now.ticks])
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO clock (one, bootID, ahead) VALUES (1, ?, ?)",
            arguments: [boot.id, step.ahead])
    }

    /// What is to be written about the clock; nil while it runs as it did.
    ///
    /// - Returns: by how much wall time is ahead of the time since boot now, and by how many ticks the
    ///   stamps have to be moved: nil if not at all, 0 if only those in the future.
    func clockStep(
        at now: Date, _ database: Database
    ) throws -> (ahead: Int64, ticks: Int64?)? {
        guard let boot else { return nil }
        let ahead = now.ticks - Int64(boot.elapsed() / .nanoseconds(100))
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT bootID, ahead FROM clock"))
        guard let row else { return (ahead, nil) }
        guard row["bootID"] == boot.id else { return (ahead, 0) }
        let step = ahead - row["ahead"]
        guard abs(step) > Self.tolerance / 2 else { return nil }
        return (ahead, abs(step) > Self.tolerance ? step : nil)
    }
}
