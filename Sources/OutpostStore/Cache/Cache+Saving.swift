package import Foundation
import GRDB
package import OutpostModel

extension Cache {
    /// Saves one session as the server has just told it, after a look or a delivery.
    ///
    /// - Parameters:
    ///   - asked: when it was asked for; nil: after all that is known.
    ///   - inPassing: nobody wanted this one in particular: it does not come back if it was forgotten.
    package func save(
        _ session: Session, asked: Turn? = nil, inPassing: Bool = false, at now: Date
    ) throws(StoreFailure) {
        try database.write { database in
            guard !isPast(session, asked: asked) else { return }
            if inPassing, try remembered([session], database).isEmpty { return }
            let walk = try Int.fetchOne(
                database, sql: "SELECT walks FROM refresh WHERE resource = 'sessions'")
            let known = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM session WHERE id = ?"),
                arguments: [session.id.text]
            ).map(Session.init)
            let changed = try Self.save(
                [known.map(session.keepingContact(of:)) ?? session], walk: walk ?? 0,
                asked: asked, at: now, database)
            guard changed == 0, known?.updatedAt == session.updatedAt else { return }
            try database.cachedStatement(sql: "UPDATE session SET readAt = ? WHERE id = ?")
                .execute(arguments: [now.ticks, session.id.text])
        }
    }

    /// Removes a session that the server says it does not have.
    package func delete(_ id: Session.ID) throws(StoreFailure) {
        try database.write { database in
            try database.cachedStatement(sql: "DELETE FROM session WHERE id = ?")
                .execute(arguments: [id.text])
        }
    }

    /// Sessions that the last full walk has not met, or the last walk of open sessions although
    /// they are open here; in the order of their ids, from behind one of them around to it.
    package func missing(
        _ progress: SessionProgress, after last: Session.ID? = nil, limit: Int
    ) throws(StoreFailure) -> [Session.ID] {
        // A word that we do not know counts as open, but no walk of open sessions asks for it.
        let isMissed = "walk < ?2 AND status IN (\(Self.open))"
        // Only where one was made: going through all sessions takes a while.
        let condition = progress.met > 0 ? "walk < ?1 OR \(isMissed)" : "?1 = 0 AND \(isMissed)"
        return try database.read { database in
            try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id FROM session WHERE \(condition)
                            ORDER BY id <= ?3, id LIMIT ?4
                        """),
                arguments: [progress.met, progress.metOpen, last?.text ?? "", limit]
            ).compactMap(Session.ID.init)
        }
    }

    /// The sessions that were created last before that moment, or at it, the latest first.
    package func sessions(
        createdUpTo moment: Timestamp, limit: Int
    ) throws(StoreFailure) -> [Session] {
        try database.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT * FROM session WHERE createdAt <= ? ORDER BY createdAt DESC LIMIT ?
                        """), arguments: [moment.ticks, limit]
            ).map(Session.init)
        }
    }

    /// Sessions that changed after that moment, the newest first.
    package func sessions(
        updatedAfter bound: Timestamp, limit: Int
    ) throws(StoreFailure) -> [Session.ID] {
        try database.read { database in
            try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id FROM session WHERE updatedAt > ? ORDER BY updatedAt DESC LIMIT ?
                        """), arguments: [bound.ticks, limit]
            ).compactMap(Session.ID.init)
        }
    }

    /// - Returns: how many were new or had changed.
    static func save(
        _ sessions: [Session], walk: Int, asked: Turn?, at now: Date, _ database: Database
    ) throws -> Int {
        let turn = try turn(database) + 1
        let changed = try sessions.count {
            try save($0, walk: walk, asked: asked, turn: turn, at: now, database)
        }
        guard changed > 0 else { return 0 }
        try database.cachedStatement(
            sql: "UPDATE refresh SET turn = ? WHERE resource = 'sessions'"
        ).execute(arguments: [turn])
        return changed
    }

    private static func save(
        _ session: Session, walk: Int, asked: Turn?, turn: Int, at now: Date, _ database: Database
    ) throws -> Bool {
        let known = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT object, updatedAt, walk, turn FROM session WHERE id = ?"),
            arguments: [session.id.text])
        let isNoNews =
            known.map { known in
                known["object"] == session.object.text || isOlder(session, asked, than: known)
            } ?? false
        if let known, isNoNews {
            if known["walk"] != walk {
                try database.cachedStatement(sql: "UPDATE session SET walk = ? WHERE id = ?")
                    .execute(arguments: [walk, session.id.text])
            }
            return false
        }
        try database.cachedStatement(sql: upsert).execute(arguments: [
            session.id.text, session.number, session.status.rawValue,
            session.departmentID?.text, session.userID?.text, session.contactName,
            session.contactPhone, session.contactPhone.map { String($0.reversed()) },
            session.createdAt?.ticks, session.updatedAt?.ticks, now.ticks, walk,
            turn, session.object.text,
        ])
        return true
    }

    /// An answer that was sent before the one we know, and came after it. Where the server's times
    /// do not tell, because they are coarse or do not follow every change, the order in which we
    /// asked does: what was saved while we waited for this one is taken for newer.
    private static func isOlder(_ session: Session, _ asked: Turn?, than known: Row) -> Bool {
        guard let received = session.updatedAt, let updatedAt = known.timestamp("updatedAt") else {
            return false
        }
        guard received == updatedAt, let asked else { return received < updatedAt }
        return asked.number < known["turn"]
    }

    private static let upsert = """
        INSERT INTO session (id, number, status, departmentID, userID, contactName, contactPhone,
            phoneReversed, createdAt, updatedAt, readAt, walk, turn, object)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status,
                departmentID = excluded.departmentID, userID = excluded.userID,
                contactName = excluded.contactName, contactPhone = excluded.contactPhone,
                phoneReversed = excluded.phoneReversed, createdAt = excluded.createdAt,
                updatedAt = excluded.updatedAt, readAt = excluded.readAt, walk = excluded.walk,
                turn = excluded.turn, object = excluded.object
        """
}
