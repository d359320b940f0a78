import GRDB
import OutpostModel

extension Intent {
    /// Every column of `intent`, in the words of the model.
    init(_ row: Row) throws {
        let target = TransferTarget(departmentID: row.id("departmentID"), userID: row.id("userID"))
        let status: Session.Status? = row.word("baseStatus")
        self.init(
            id: try row.required(row.id("id"), "id"),
            sequence: row["sequence"],
            sessionID: try row.required(row.id("sessionID"), "sessionID"),
            target: try row.required(target, "departmentID"),
            stopsBot: row["stopsBot"],
            ifMoved: try row.required(row.word("ifMoved"), "ifMoved"),
            key: row["key"],
            state: try row.required(row.word("state"), "state"),
            reason: row["reason"],
            base: status.map { status in
                Base(
                    placement: Placement(
                        departmentID: row.id("baseDepartmentID"), userID: row.id("baseUserID")),
                    status: status, updatedAt: row.timestamp("baseUpdatedAt"))
            },
            acceptedAt: try row.required(row.date("acceptedAt"), "acceptedAt"),
            expiresAt: try row.required(row.date("expiresAt"), "expiresAt"),
            endedAt: row.date("endedAt"),
            attempts: row["attempts"],
            strikes: row["strikes"],
            isAmbiguous: row["ambiguous"],
            supersededBy: row.id("supersededBy"),
            refusal: RemoteRefusal(row))
    }

    static func fetch(_ database: Database, _ id: ID) throws -> Intent {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM intent WHERE id = ?"),
            arguments: [id.text])
        guard let row else { throw OutboxFailure.unknown(id) }
        return try Intent(row)
    }

    static func fetchAll(
        _ database: Database, _ sql: String, _ arguments: StatementArguments
    ) throws -> [Intent] {
        try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(Intent.init)
    }
}

extension RemoteRefusal {
    /// Nil where there was none, and in a file that an earlier version wrote and nobody brought up
    /// to date, such as one to be salvaged.
    init?(_ row: Row) {
        guard row.hasColumn("refusedStatus"), let status: Int = row["refusedStatus"] else {
            return nil
        }
        self.init(status: status, key: row["refusedKey"], text: row["refusedText"])
    }
}
