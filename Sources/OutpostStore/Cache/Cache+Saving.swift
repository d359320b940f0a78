package import Foundation
import GRDB
package import OutpostModel

extension Cache {
    /// Saves one session as the server has just told it, after a look or a delivery.
    package func save(_ session: Session, at now: Date) throws(StoreFailure) {
        try database.write { database in
            let walk = try Int.fetchOne(
                database, sql: "SELECT walks FROM refresh WHERE resource = 'sessions'")
            let known = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM session WHERE id = ?"),
                arguments: [session.id.text]
            ).map(Session.init)
            let isNew = try Self.save(
                known.map(session.keepingContact(of:)) ?? session, walk: walk ?? 0, at: now,
                database)
            guard !isNew, known?.updatedAt == session.updatedAt else { return }
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
    /// they are open here.
    package func missing(
        _ progress: SessionProgress, limit: Int
    ) throws(StoreFailure) -> [Session.ID] {
        // A word that we do not know counts as open, but no walk of open sessions asks for it.
        let open = Session.Status.open.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try database.read { database in
            try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id FROM session WHERE walk < ?1
                        UNION
                        SELECT id FROM session WHERE walk < ?2
                            AND status IN (\(open))
                        LIMIT ?3
                        """), arguments: [progress.met, progress.metOpen, limit]
            ).compactMap(Session.ID.init)
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
        _ sessions: [Session], walk: Int, at now: Date, _ database: Database
    ) throws -> Int {
        try sessions.count { try save($0, walk: walk, at: now, database) }
    }

    private static func save(
        _ session: Session, walk: Int, at now: Date, _ database: Database
    ) throws -> Bool {
        let known = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT object, updatedAt, walk FROM session WHERE id = ?"),
            arguments: [session.id.text])
        if let known, known["object"] == session.object.text || isOlder(session, than: known) {
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
            session.object.text,
        ])
        return true
    }

    /// An answer that was sent before the one we know, and came after it.
    private static func isOlder(_ session: Session, than known: Row) -> Bool {
        guard let received = session.updatedAt, let updatedAt = known.timestamp("updatedAt") else {
            return false
        }
        return received < updatedAt
    }

    private static let upsert = """
        INSERT INTO session (id, number, status, departmentID, userID, contactName, contactPhone,
            phoneReversed, createdAt, updatedAt, readAt, walk, object)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status,
                departmentID = excluded.departmentID, userID = excluded.userID,
                contactName = excluded.contactName, contactPhone = excluded.contactPhone,
                phoneReversed = excluded.phoneReversed, createdAt = excluded.createdAt,
                updatedAt = excluded.updatedAt, readAt = excluded.readAt, walk = excluded.walk,
                object = excluded.object
        """
}
