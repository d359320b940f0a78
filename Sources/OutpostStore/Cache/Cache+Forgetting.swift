import GRDB
package import OutpostModel
import Synchronization

// What somebody wants to have forgotten. SQLite overwrites what is deleted with zeros
// (`secure_delete`); words of names in the index, and what is still in the journal, go afterwards.
extension Cache {
    /// A session that was forgotten.
    struct Forgotten: Hashable, Sendable {
        /// The server's `updatedAt` that it had.
        let upTo: Timestamp
        /// What had been asked for by then does not bring it back.
        let turn: Int
    }

    /// Removes a session from the copy. The server's lists do not bring it back unless it is newer
    /// there; whoever asks for it by its id does.
    ///
    /// - Parameter upTo: the server's `updatedAt` that it had here.
    /// - Returns: whether its last traces are gone from the file, see ``removeTraces()``.
    package func forget(_ id: Session.ID, upTo: Timestamp) throws(StoreFailure) -> Bool {
        // First, and for all answers until it is known which: a page must not bring it back.
        forgotten.withLock { $0[id] = Forgotten(upTo: upTo, turn: .max) }
        let turn = try database.write { database in
            try database.cachedStatement(sql: "DELETE FROM session WHERE id = ?")
                .execute(arguments: [id.text])
            try database.execute(
                sql: "UPDATE refresh SET turn = turn + 1, traces = 1 WHERE resource = 'sessions'")
            return try Self.turn(database)
        }
        forgotten.withLock { $0[id] = Forgotten(upTo: upTo, turn: turn) }
        return try removeTraces()
    }

    /// Whether the session was forgotten, and is not back.
    package func isForgotten(_ id: Session.ID) throws(StoreFailure) -> Bool {
        guard forgotten.withLock({ $0[id] != nil }) else { return false }
        return try session(id) == nil
    }

    /// Removes what deleted rows have left in the index of names, in a damaged file that was set aside,
    /// and in the journal; nothing if nothing was taken out since.
    ///
    /// - Returns: whether there are none any more. False while somebody reads who holds the journal
    ///   back: to be tried again.
    package func removeTraces() throws(StoreFailure) -> Bool {
        let (areThere, turn) = try database.read { database in
            (
                try Bool.fetchOne(
                    database, sql: "SELECT traces FROM refresh WHERE resource = 'sessions'")
                    ?? false, try Self.turn(database)
            )
        }
        guard areThere else { return true }
        // The words of deleted names stay in the index until its parts are merged.
        try toIndexOfNames("optimize")
        dropSetAside()
        guard try forgetJournal() else { return false }
        try noteTracesGone(asOf: turn)
        return true
    }

    /// Only where nothing was saved or forgotten meanwhile: another's traces are for him to remove, or
    /// for the next time.
    func noteTracesGone(asOf turn: Int) throws(StoreFailure) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE refresh SET traces = 0 WHERE resource = 'sessions' AND turn = ?",
                arguments: [turn])
        }
    }

    /// Without those that were forgotten and have not changed since, unless they are back.
    func remembered(_ sessions: [Session], _ database: Database) throws -> [Session] {
        let forgotten = forgotten.withLock(\.self)
        guard !forgotten.isEmpty else { return sessions }
        return try sessions.filter { session in
            guard let past = forgotten[session.id] else { return true }
            if let updatedAt = session.updatedAt, updatedAt > past.upTo { return true }
            return try Bool.fetchOne(
                database.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM session WHERE id = ?)"),
                arguments: [session.id.text]) ?? false
        }
    }

    /// Whether an answer was asked for before the session was forgotten.
    func isPast(_ session: Session, asked: Turn?) -> Bool {
        guard let asked, let past = forgotten.withLock({ $0[session.id] }) else { return false }
        if let updatedAt = session.updatedAt, updatedAt > past.upTo { return false }
        return asked.number < past.turn
    }

    func toIndexOfNames(_ command: String) throws(StoreFailure) {
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
