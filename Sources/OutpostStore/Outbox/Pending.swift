import GRDB
package import OutpostModel

/// What will become of sessions, for those who want to see it now. A session with an intent that waits
/// for a person (conflict, held) is left out: nobody knows whether it will move at all.
package struct Pending {
    private let database: Database

    /// - Parameter database: in a transaction, whose moment this fixes: SQLite does so at the first read.
    init(_ database: Database) throws {
        self.database = database
        _ = try Row.fetchOne(database.cachedStatement(sql: "SELECT 1 FROM tally LIMIT 1"))
    }

    /// The newest open intent of each of these sessions, unless one of the session waits for a person.
    package func upcoming(for sessions: [Session.ID]) throws -> [Session.ID: Intent] {
        guard !sessions.isEmpty else { return [:] }
        let lanes = "AND sessionID IN (SELECT value FROM json_each(?))"
        let newest = Self.newest("INDEXED BY intentOpen", lanes)
        let intents = try Intent.fetchAll(
            database, "SELECT * FROM intent WHERE sequence IN (\(newest))",
            [jsonArray(sessions.map(\.text))])
        return Dictionary(intents.map { ($0.sessionID, $0) }) { first, _ in first }
    }

    /// The same of all sessions, for ``Cache/slice(_:without:given:)``.
    package func placements() throws -> UpcomingPlacements {
        let json = try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT json_group_array(json_array(sessionID, departmentID, userID))
                        FROM intent WHERE sequence IN (\(Self.newest("", "")))
                    """))
        return json.map(UpcomingPlacements.init) ?? .none
    }

    private static func newest(_ index: String, _ lanes: String) -> String {
        """
        SELECT max(sequence) FROM intent \(index)
            WHERE state IN ('queued', 'sending', 'conflict', 'held') \(lanes)
            GROUP BY sessionID HAVING sum(state IN ('conflict', 'held')) = 0
        """
    }
}
