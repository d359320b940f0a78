import GRDB
import OutpostModel

extension OpenDatabase {
    /// Takes over what it can from the journal into the file, without waiting for anybody.
    func tidyJournal() throws(StoreFailure) -> Journal {
        do {
            return try writer.writeWithoutTransaction { database in
                let result = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)")
                let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
                let frames: Int = result?["log"] ?? 0
                let taken: Int = result?["checkpointed"] ?? 0
                // Each page in the journal has a header of 24 bytes.
                return Journal(
                    bytes: max(0, frames) * (pageSize + 24), isHeldBack: taken < frames)
            }
        } catch {
            throw StoreFailure(error, file: name)
        }
    }
}
