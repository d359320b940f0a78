import GRDB
package import OutpostModel
import Synchronization

// What is kept of sessions, and what somebody wants to have forgotten. SQLite overwrites what is
// deleted with zeros (`secure_delete`); what is still in the journal goes with it.
extension Cache {
    /// Sessions that are looked through in one transaction.
    private static let batch: Int64 = 500

    /// Takes out of the file what is no longer to be kept, or sees to it that what is missing now is
    /// fetched.
    func bringInLine(with kept: KeptDetails) throws(StoreFailure) {
        let before: KeptDetails = try database.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT kept FROM refresh WHERE resource = 'sessions'")
            return row?.word("kept") ?? .contacts
        }
        guard before != kept else { return }
        if kept < before {
            takesOut(try count(.sessions))
            try takeOut(allBut: kept)
            // A reader that holds the journal back: all of this once more at the next start.
            guard try forgetJournal() else { return }
        }
        try database.write { database in
            try database.execute(
                sql: "UPDATE refresh SET kept = ? WHERE resource = 'sessions'",
                arguments: [kept.rawValue])
            // The list stays complete, but is read again as soon as that can be done.
            guard kept > before else { return }
            try database.execute(
                sql: """
                    UPDATE refresh SET walk = NULL, fullAt = min(fullAt, 0)
                        WHERE resource = 'sessions'
                    """)
        }
    }

    private func takeOut(allBut kept: KeptDetails) throws(StoreFailure) {
        var row: Int64? = 0
        while let last = row {
            row = try database.write { try Self.takeOut(allBut: kept, after: last, $0) }
        }
        if kept == .minimal { try toIndexOfNames("delete-all") }
        dropSetAside()
    }

    /// - Returns: the last row that was looked at; nil: there are no more.
    private static func takeOut(
        allBut kept: KeptDetails, after last: Int64, _ database: Database
    ) throws -> Int64? {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM session WHERE row > ? ORDER BY row LIMIT ?"),
            arguments: [last, batch])
        for row in rows {
            let known = try Session(row)
            let reduced = known.keeping(kept)
            guard reduced.object != known.object || reduced.contactName != known.contactName
            else { continue }
            try database.cachedStatement(
                sql: """
                    UPDATE session SET contactName = ?, contactPhone = ?, phoneReversed = ?, object = ?
                        WHERE row = ?
                    """
            ).execute(arguments: [
                reduced.contactName, reduced.contactPhone,
                reduced.contactPhone.map { String($0.reversed()) }, reduced.object.text,
                row["row"] as Int64,
            ])
        }
        return rows.last?["row"]
    }

    /// Removes a session from the copy, and every trace of it from the file. The server's lists do not
    /// bring it back unless it is newer there; whoever asks for it by its id does.
    ///
    /// - Parameter upTo: the server's `updatedAt` that it had here.
    package func forget(_ id: Session.ID, upTo: Timestamp) throws(StoreFailure) {
        // First: a page that is on its way must not bring it back.
        forgotten.withLock { $0[id] = upTo }
        try delete(id)
        // The words of deleted names stay in the index until its parts are merged.
        try toIndexOfNames("optimize")
        dropSetAside()
        _ = try forgetJournal()
    }

    /// Without those that were forgotten and have not changed since.
    func remembered(_ sessions: [Session]) -> [Session] {
        forgotten.withLock { forgotten in
            guard !forgotten.isEmpty else { return sessions }
            return sessions.filter { session in
                guard let upTo = forgotten[session.id] else { return true }
                return session.updatedAt.map { $0 > upTo } ?? false
            }
        }
    }

    private func toIndexOfNames(_ command: String) throws(StoreFailure) {
        try database.write { database in
            try database.execute(
                sql: "INSERT INTO sessionName (sessionName) VALUES (?)", arguments: [command])
        }
    }

    /// Takes the journal over into the file and empties it.
    ///
    /// - Returns: whether nobody held it back.
    private func forgetJournal() throws(StoreFailure) -> Bool {
        do {
            return try database.writer.writeWithoutTransaction { database in
                let result = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                return result?["busy"] == 0
            }
        } catch {
            throw StoreFailure(error, file: database.name)
        }
    }
}
