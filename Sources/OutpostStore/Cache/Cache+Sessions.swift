import GRDB
package import OutpostModel

extension Cache {
    package func session(_ id: Session.ID) throws(StoreFailure) -> SessionListing? {
        try sessions(where: ["session.id = ?"], [id.text], limit: 1).first
    }

    /// Sessions with that number. Numbers are unique as far as is known, so: usually one, or none.
    package func sessions(number: String) throws(StoreFailure) -> [SessionListing] {
        try sessions(where: ["session.number = ?"], [number], limit: 10)
    }

    package func sessions(_ query: SessionQuery) throws(StoreFailure) -> [SessionListing] {
        var clauses: [String] = []
        var arguments = StatementArguments()
        if !query.statuses.isEmpty {
            // Each once: who repeats them does not make another statement.
            let statuses = Set(query.statuses).map(\.rawValue).sorted()
            clauses.append("session.status IN (\(placeholders(statuses.count)))")
            arguments += StatementArguments(statuses)
        }
        if let department = query.departmentID {
            clauses.append("session.departmentID = ?")
            arguments += [department.text]
        }
        if let user = query.userID {
            clauses.append("session.userID = ?")
            arguments += [user.text]
        }
        if let text = query.text.map({ String($0.prefix(SessionQuery.longestText)) }) {
            let (clause, more) = Self.clause(for: text)
            clauses.append(clause)
            arguments += more
        }
        return try sessions(where: clauses, arguments, limit: query.limit)
    }

    /// A number or the end of a phone number if the text has nothing but digits and the signs that
    /// phone numbers are written with; otherwise the beginnings of a name's words.
    private static func clause(for text: String) -> (String, StatementArguments) {
        let digits = text.digits
        if !digits.isEmpty, text.allSatisfy({ $0.isNumber || "+-(). /".contains($0) }) {
            let fromEnd = String(digits.reversed())
            return (
                """
                session.row IN (SELECT row FROM session WHERE number = ?
                    UNION SELECT row FROM session WHERE phoneReversed >= ? AND phoneReversed < ?)
                """, [digits, fromEnd, fromEnd + ":"]  // ':' comes after '9'
            )
        }
        let words = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        // Quoted, so that no word is taken for an operator of the search language.
        let match = words.map { "\"\($0)\"*" }.joined(separator: " ")
        guard !match.isEmpty else { return ("0", []) }
        return (
            "session.row IN (SELECT rowid FROM sessionName WHERE sessionName MATCH ?)", [match]
        )
    }

    private func sessions(
        where clauses: [String], _ arguments: StatementArguments, limit: Int
    ) throws(StoreFailure) -> [SessionListing] {
        try database.read { database in
            let condition = clauses.isEmpty ? "1" : clauses.joined(separator: " AND ")
            return try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT session.*, department.name AS departmentName, user.name AS userName,
                                \(Self.knownAt) AS knownAt
                            FROM session JOIN refresh ON refresh.resource = 'sessions'
                            LEFT JOIN department ON department.id = session.departmentID
                            LEFT JOIN user ON user.id = session.userID
                            WHERE \(condition) ORDER BY session.updatedAt DESC, session.row LIMIT ?
                        """), arguments: arguments + [max(0, min(limit, SessionQuery.largestLimit))]
            ).map(SessionListing.init)
        }
    }
}
