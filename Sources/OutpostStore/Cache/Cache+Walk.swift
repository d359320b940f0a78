package import Foundation
import GRDB
package import OutpostModel

extension Cache {
    package func sessionProgress() throws(StoreFailure) -> SessionProgress {
        try database.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM refresh WHERE resource = 'sessions'")
            guard let row else { return SessionProgress() }
            return SessionProgress(
                cursor: row.timestamp("cursor"),
                walk: (row["walk"] as String?).flatMap { text in
                    try? JSONDecoder().decode(SessionWalk.self, from: Data(text.utf8))
                },
                walks: row["walks"], fullAt: row.date("fullAt"), filterWorks: row["filterWorks"])
        }
    }

    /// Saves one page of a walk together with where the walk stands, so that neither is ever
    /// ahead of the other. Sessions that are the same stay untouched but for the walk's number.
    ///
    /// - Returns: how many sessions were new or had changed.
    package func savePage(
        _ sessions: [Session], _ progress: SessionProgress, walk number: Int, at now: Date
    ) throws(StoreFailure) -> Int {
        try database.write { database in
            var changed = 0
            for session in sessions {
                changed += try Self.save(session, walk: number, at: now, database) ? 1 : 0
            }
            try Self.save(progress, database)
            return changed
        }
    }

    /// Ends a walk: writes the new cursor, and after a full one deletes what two full walks in a
    /// row have not met, and what is out of scope.
    ///
    /// - Parameter completedBefore: ended sessions not updated since then leave the cache.
    /// - Returns: how many sessions were deleted.
    package func finishWalk(
        _ walk: SessionWalk, _ progress: SessionProgress, completedBefore: Timestamp, at now: Date
    ) throws(StoreFailure) -> Int {
        try database.write { database in
            var deleted = 0
            if walk.kind == .full {
                try database.execute(
                    sql: "DELETE FROM session WHERE walk < ?", arguments: [walk.number - 1])
                deleted += database.changesCount
            }
            try database.execute(
                sql:
                    "DELETE FROM session WHERE updatedAt < ? AND status IN ('COMPLETED', 'HIDDEN')",
                arguments: [completedBefore.ticks])
            deleted += database.changesCount
            try Self.save(progress, database)
            try Self.recordSuccess(.sessions, at: now, database)
            return deleted
        }
    }

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

    private static func save(_ progress: SessionProgress, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                UPDATE refresh SET cursor = ?, walk = ?, walks = ?, fullAt = ?, filterWorks = ?
                    WHERE resource = 'sessions'
                """
        ).execute(arguments: [
            progress.cursor?.ticks, try progress.walk.map { try JSONText.encode($0) },
            progress.walks, progress.fullAt?.ticks, progress.filterWorks,
        ])
    }
}
