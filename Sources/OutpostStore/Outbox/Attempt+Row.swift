import GRDB
import OutpostModel

extension Attempt {
    init(_ row: Row) throws {
        self.init(
            number: row["number"], startedAt: try row.required(row.date("startedAt"), "startedAt"),
            endedAt: row.date("endedAt"), outcome: row.word("outcome"), detail: row["detail"])
    }

    /// Every attempt at an intent, the first one first.
    static func fetchAll(_ database: Database, at id: Intent.ID) throws -> [Attempt] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM attempt WHERE intentID = ? ORDER BY number"),
            arguments: [id.text]
        ).map(Attempt.init)
    }
}
