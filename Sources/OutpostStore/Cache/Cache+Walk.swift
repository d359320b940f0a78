package import Foundation
import GRDB
package import OutpostModel

extension Cache {
    package func sessionProgress() throws(StoreFailure) -> SessionProgress {
        try database.read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM refresh WHERE resource = 'sessions'"))
            guard let row else { return SessionProgress() }
            return SessionProgress(
                cursor: row.timestamp("cursor"), newest: row.timestamp("newest"),
                full: row.walk("walk"), quick: row.walk("quick"), walks: row["walks"],
                met: row["met"], metOpen: row["metOpen"], fullAt: row.date("fullAt"),
                filter: try row.required(row.word("filter"), "filter"))
        }
    }

    /// Saves one page of a walk together with where the walk stands, so that neither is ever
    /// ahead of the other. Sessions that are the same stay untouched but for the walk's number.
    ///
    /// - Parameter asked: when the page was asked for; nil: after all that is known.
    package func savePage(
        _ sessions: [Session], _ progress: SessionProgress, asked: Turn? = nil, at now: Date
    ) throws(StoreFailure) -> ListChanges {
        try database.write { database in
            let changed = try Self.save(
                remembered(sessions, database), walk: progress.walks, asked: asked, at: now,
                database)
            try Self.save(progress, database)
            return ListChanges(saved: changed, deleted: 0)
        }
    }

    /// Saves the last page of a walk, what it has come to, and that it is at its end; sessions that
    /// are out of scope now leave.
    ///
    /// - Parameters:
    ///   - completedBefore: ended sessions not updated since then leave the cache.
    ///   - asked: when the page was asked for; nil: after all that is known.
    package func finishWalk(
        _ sessions: [Session], _ progress: SessionProgress, completedBefore: Timestamp?,
        asked: Turn? = nil, at now: Date
    ) throws(StoreFailure) -> ListChanges {
        try database.write { database in
            let changed = try Self.save(
                remembered(sessions, database), walk: progress.walks, asked: asked, at: now,
                database)
            var deleted = 0
            if let completedBefore {
                try database.cachedStatement(
                    sql: """
                        DELETE FROM session WHERE updatedAt < ?
                            AND status IN ('COMPLETED', 'HIDDEN')
                        """
                ).execute(arguments: [completedBefore.ticks])
                deleted = database.changesCount
            }
            try Self.save(progress, database)
            try Self.recordSuccess(.sessions, at: now, database)
            return ListChanges(saved: changed, deleted: deleted)
        }
    }

    /// Saves what is known of refreshing sessions, without a page.
    package func save(_ progress: SessionProgress) throws(StoreFailure) {
        try database.write { try Self.save(progress, $0) }
    }

    private static func save(_ progress: SessionProgress, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                UPDATE refresh SET cursor = ?, newest = ?, walk = ?, quick = ?, walks = ?, met = ?,
                        metOpen = ?, fullAt = ?, filter = ?
                    WHERE resource = 'sessions'
                """
        ).execute(arguments: [
            progress.cursor?.ticks, progress.newest?.ticks,
            try progress.full.map { try JSONText.encode($0) },
            try progress.quick.map { try JSONText.encode($0) }, progress.walks, progress.met,
            progress.metOpen, progress.fullAt?.ticks, progress.filter.rawValue,
        ])
    }
}

extension Row {
    /// A walk that another version wrote is begun anew.
    func walk(_ column: String) -> SessionWalk? {
        (self[column] as String?).flatMap { text in
            try? JSONDecoder().decode(SessionWalk.self, from: Data(text.utf8))
        }
    }
}
