import GRDB
package import OutpostModel

extension Cache {
    /// One page of the sessions that are selected.
    ///
    /// - Parameters:
    ///   - members: what the objects are shown without, such as what nobody asked for.
    ///   - upcoming: who will have a session by its pending transfer: the selection goes by that.
    ///     The objects are as the server sent them all the same.
    package func slice(
        _ selection: SessionSelection, without members: [String] = [],
        given upcoming: UpcomingPlacements = .none
    ) throws(StoreFailure) -> SessionSlice {
        try database.read { database in
            let condition = selection.condition(given: upcoming)
            let total = try Int.fetchOne(
                Self.statement(
                    "SELECT count(*) FROM session WHERE \(condition.sql)", condition, database),
                arguments: condition.arguments)
            // The page is chosen first, from an index where there is one: objects are large.
            let rows = try Row.fetchAll(
                Self.statement(
                    """
                    \(Self.select(without: members)) WHERE session.row IN
                        (SELECT session.row FROM session WHERE \(condition.sql)
                            ORDER BY \(selection.orderSQL) LIMIT ? OFFSET ?)
                        ORDER BY \(selection.orderSQL)
                    """, condition, database),
                arguments: Self.paths(members) + condition.arguments + [
                    max(0, min(selection.limit, SessionSelection.largestLimit)),
                    max(0, selection.offset),
                ])
            return SessionSlice(sessions: try rows.map(CachedSession.init), total: total ?? 0)
        }
    }

    /// Kept for the next time, if it is a simple one: there are far too many of the others, which
    /// anybody can ask for.
    private static func statement(
        _ sql: String, _ condition: Condition, _ database: Database
    ) throws -> Statement {
        try condition.isSimple
            ? database.cachedStatement(sql: sql) : database.makeStatement(sql: sql)
    }

    /// One session as it is shown; nil if the cache does not know it.
    package func sessionObject(
        _ id: Session.ID, without members: [String] = []
    ) throws(StoreFailure) -> CachedSession? {
        try database.read { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: "\(Self.select(without: members)) WHERE session.id = ?"),
                arguments: Self.paths(members) + [id.text]
            ).map(CachedSession.init)
        }
    }

    private static func select(without members: [String]) -> String {
        let object =
            members.isEmpty
            ? "session.object" : "json_remove(session.object, \(placeholders(members.count)))"
        return """
            SELECT session.id, session.status, session.departmentID, session.userID,
                    \(Self.knownAt) AS knownAt,
                    \(object) AS object
                FROM session JOIN refresh ON refresh.resource = 'sessions'
            """
    }

    private static func paths(_ members: [String]) -> StatementArguments {
        StatementArguments(members.map { "$.\"\($0)\"" })
    }
}

extension CachedSession {
    init(_ row: Row) throws {
        self.init(
            id: try row.required(row.id("id"), "id"),
            status: try row.required(row.word("status"), "status"),
            placement: Placement(
                departmentID: row.id("departmentID"), userID: row.id("userID")),
            object: JSONText(trusted: row["object"]),
            knownAt: try row.required(row.date("knownAt"), "knownAt"))
    }
}
