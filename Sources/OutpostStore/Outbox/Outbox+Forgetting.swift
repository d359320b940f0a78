package import Foundation
import GRDB
package import OutpostModel

// Which sessions somebody had forgotten. It stands here because it cannot be fetched again.
extension Outbox {
    /// As many are remembered as forgotten; beyond that the oldest may come back.
    package static let mostForgotten = 10_000

    /// Writes down that a session is to be forgotten.
    ///
    /// - Parameter upTo: the server's `updatedAt` that it has here.
    /// - Throws: ``OutboxFailure/stillOpen(_:)`` if a transfer of it has not ended.
    package func forget(
        _ session: Session.ID, upTo: Timestamp, at now: Date
    ) throws(OutboxFailure) {
        try write(at: now) { database in
            if let open = try Self.newestOpen(of: session, database) {
                throw OutboxFailure.stillOpen(open)
            }
            try database.execute(
                sql: """
                    INSERT INTO forgotten (sessionID, upTo, forgottenAt) VALUES (?, ?, ?)
                        ON CONFLICT (sessionID) DO UPDATE
                        SET upTo = excluded.upTo, forgottenAt = excluded.forgottenAt
                    """, arguments: [session.text, upTo.ticks, now.ticks])
            try database.execute(
                sql: """
                    DELETE FROM forgotten WHERE sessionID IN (SELECT sessionID FROM forgotten
                        ORDER BY forgottenAt DESC LIMIT -1 OFFSET ?)
                    """, arguments: [Self.mostForgotten])
        }
    }

    /// Up to which of the server's times each of them is forgotten.
    package func forgotten() throws(OutboxFailure) -> [Session.ID: Timestamp] {
        try read(Self.forgotten)
    }

    /// Takes back what a backup says of it. What is known already stays.
    package func forget(
        again forgotten: [Session.ID: Timestamp], at now: Date
    ) throws(OutboxFailure) {
        try write(at: now) { database in
            for (session, upTo) in forgotten {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO forgotten (sessionID, upTo, forgottenAt) VALUES (?, ?, ?)
                            ON CONFLICT (sessionID) DO UPDATE SET upTo = max(upTo, excluded.upTo)
                        """
                ).execute(arguments: [session.text, upTo.ticks, now.ticks])
            }
        }
    }

    static func forgotten(_ database: Database) throws -> [Session.ID: Timestamp] {
        let rows = try Row.fetchAll(database, sql: "SELECT sessionID, upTo FROM forgotten")
        return try Dictionary(
            rows.map { row in
                (
                    try row.required(row.id("sessionID"), "sessionID"),
                    try row.required(row.timestamp("upTo"), "upTo")
                )
            }
        ) { first, _ in first }
    }

    private static func newestOpen(
        of session: Session.ID, _ database: Database
    ) throws -> Intent.ID? {
        try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT id FROM intent INDEXED BY intentOpen WHERE sessionID = ?
                        AND state IN ('queued', 'sending', 'conflict', 'held')
                        ORDER BY sequence DESC LIMIT 1
                    """), arguments: [session.text]
        ).flatMap(Intent.ID.init)
    }
}
