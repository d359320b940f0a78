import GRDB
package import OutpostModel

// Objects as the server sent them, for those who show them as they are. What is to be left out of
// them is left out by SQLite, which does not build them up for it.
extension Cache {
    /// The departments in the order in which the server first listed them.
    package func departmentObjects() throws(StoreFailure) -> [JSONText] {
        try objects("SELECT object FROM department ORDER BY rowid")
    }

    /// The users in the order in which the server first listed them.
    package func userObjects() throws(StoreFailure) -> [JSONText] {
        try objects("SELECT object FROM user ORDER BY rowid")
    }

    package func departmentObject(_ id: Department.ID) throws(StoreFailure) -> JSONText? {
        try objects("SELECT object FROM department WHERE id = ?", [id.text]).first
    }

    package func userObject(_ id: User.ID) throws(StoreFailure) -> JSONText? {
        try objects("SELECT object FROM user WHERE id = ?", [id.text]).first
    }

    /// The user whose record it is: the API's `id`, not its `userId`.
    package func userObject(ofRecord id: Identifier<UserRecord>) throws(StoreFailure) -> JSONText? {
        try objects("SELECT object FROM user WHERE lower(object ->> '$.id') = ?", [id.text]).first
    }

    /// What users say of belonging to the department, in the order of the users.
    package func membershipObjects(
        of id: Department.ID
    ) throws(StoreFailure) -> [JSONText] {
        try objects(
            """
            SELECT member.value FROM membership JOIN user ON user.id = membership.userID,
                    json_each(user.object, '$.departments') AS member
                WHERE membership.departmentID = ?1
                    AND lower(iif(member.type = 'object', member.value ->> '$.departmentId', '')) = ?1
                ORDER BY user.rowid, member.key
            """, [id.text])
    }

    private func objects(
        _ sql: String, _ arguments: StatementArguments = []
    ) throws(StoreFailure) -> [JSONText] {
        try database.read { database in
            try String.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
                .map(JSONText.init(trusted:))
        }
    }
}
