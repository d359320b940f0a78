import GRDB
import OutpostModel

// What is kept of sessions.
extension Cache {
    /// Sessions that are looked through in one transaction.
    private static let batch: Int64 = 500

    /// Takes out of the file what is no longer to be kept, or sees to it that what is missing now is
    /// fetched.
    func bringInLine(with kept: KeptDetails) throws(StoreFailure) {
        let before: KeptDetails = try database.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT kept FROM refresh WHERE resource = 'sessions'")
            return row?.word("kept") ?? .contacts
        }
        if before != kept {
            if kept < before {
                takesOut(try count(.sessions))
                try takeOut(allBut: kept)
            }
            try record(kept, isMore: kept > before)
        }
        // Also those of a forgetting that was broken off. Who holds the journal back now will let go.
        _ = try removeTraces()
    }

    private func record(_ kept: KeptDetails, isMore: Bool) throws(StoreFailure) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE refresh SET kept = ? WHERE resource = 'sessions'",
                arguments: [kept.rawValue])
            // The list stays complete, but is read again as soon as that can be done.
            guard isMore else { return }
            try database.execute(
                sql: """
                    UPDATE refresh SET walk = NULL, fullAt = min(fullAt, 0)
                        WHERE resource = 'sessions'
                    """)
        }
    }

    private func takeOut(allBut kept: KeptDetails) throws(StoreFailure) {
        // First: from here on there may be traces, whatever comes between.
        try database.write { database in
            try database.execute(sql: "UPDATE refresh SET traces = 1 WHERE resource = 'sessions'")
        }
        var row: Int64? = 0
        while let last = row {
            row = try database.write { try Self.takeOut(allBut: kept, after: last, $0) }
        }
        if kept == .minimal { try toIndexOfNames("delete-all") }
    }

    /// - Returns: the last row that was looked at; nil: there are no more.
    private static func takeOut(
        allBut kept: KeptDetails, after last: Int64, _ database: Database
    ) throws -> Int64? {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM session WHERE row > ? ORDER BY row LIMIT ?"),
            arguments: [last, batch])
        for row in rows {
            let known = try Session(row)
            let reduced = known.keeping(kept)
            guard reduced.object != known.object || reduced.contactName != known.contactName
            else { continue }
            try database.cachedStatement(
                sql: """
                    UPDATE session SET contactName = ?, contactPhone = ?, phoneReversed = ?, object = ?
                        WHERE row = ?
                    """
            ).execute(arguments: [
                reduced.contactName, reduced.contactPhone,
                reduced.contactPhone.map { String($0.reversed()) }, reduced.object.text,
                row["row"] as Int64,
            ])
        }
        return rows.last?["row"]
    }
}
