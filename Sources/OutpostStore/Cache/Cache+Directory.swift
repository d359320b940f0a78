import GRDB
package import OutpostModel

extension Cache {
    /// Departments whose name contains `text`, or whose id it is, by name; all of them without a text.
    package func departments(matching text: String? = nil) throws(StoreFailure) -> [Department] {
        try database.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql:
                        "SELECT * FROM department WHERE instr(folded, ?1) > 0 OR id = ?1 ORDER BY folded, id"
                ),
                arguments: [text?.folded ?? ""]
            ).map(Department.init)
        }
    }

    package func department(_ id: Department.ID) throws(StoreFailure) -> Department? {
        try database.read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM department WHERE id = ?"),
                arguments: [id.text]
            ).map(Department.init)
        }
    }

    /// Users whose name or e-mail address contains `text`, or whose id it is, by name; of one department, if given.
    package func users(
        matching text: String? = nil, in department: Department.ID? = nil
    ) throws(StoreFailure) -> [User] {
        // Only what is asked: so that a department's users are found by their index.
        var clauses: [String] = []
        var arguments = StatementArguments()
        if let department {
            clauses.append("id IN (SELECT userID FROM membership WHERE departmentID = ?)")
            arguments += [department.text]
        }
        if let text = text?.folded, !text.isEmpty {
            clauses.append("(instr(folded, ?) > 0 OR instr(lower(email), ?) > 0 OR id = ?)")
            arguments += [text, text, text]
        }
        let condition = clauses.isEmpty ? "1" : clauses.joined(separator: " AND ")
        return try database.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: "SELECT \(Self.user) FROM user WHERE \(condition) ORDER BY folded, id"),
                arguments: arguments
            ).map(User.init)
        }
    }

    package func user(_ id: User.ID) throws(StoreFailure) -> User? {
        try database.read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT \(Self.user) FROM user WHERE id = ?"),
                arguments: [id.text]
            ).map(User.init)
        }
    }

    /// A user with the departments of its memberships, in order and with commas between them.
    private static let user = """
        user.*, (SELECT group_concat(departmentID) FROM
            (SELECT departmentID FROM membership WHERE userID = user.id ORDER BY departmentID)
        ) AS departments
        """
}
