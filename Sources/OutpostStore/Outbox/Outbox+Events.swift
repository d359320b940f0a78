package import Foundation
import GRDB
package import OutpostModel

extension Outbox {
    /// The events after `id`, the oldest first, at most `count` of them.
    package func events(after id: Int64, count: Int) throws(OutboxFailure) -> [Event] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: "SELECT * FROM event WHERE id > ? ORDER BY id LIMIT ?"),
                arguments: [id, count]
            ).map(Event.init)
        }
    }

    /// The number of the newest event; 0 if there is none yet.
    package func lastEventID() throws(OutboxFailure) -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM event") ?? 0 }
    }

    /// Writes down that the line changed.
    package func record(
        _ state: LineState, reason: String?, at now: Date
    ) throws(OutboxFailure) {
        try write(at: now) { database in
            try database.cachedStatement(
                sql: "INSERT INTO event (at, state, reason) VALUES (?, ?, ?)"
            ).execute(arguments: [now.ticks, state.rawValue, reason])
        }
    }

    /// Deletes intents that ended before then, and the events from the beginning of the log that are
    /// older and speak of no intent that is still kept: at most `count` of each, so that nobody waits
    /// long for the transaction. Open intents are never touched, and the log gets no gaps.
    ///
    /// - Returns: how many rows were deleted.
    package func prune(
        before then: Date, at now: Date, count: Int = 500
    ) throws(OutboxFailure) -> Int {
        try write(at: now) { database in
            try database.execute(
                sql: """
                    DELETE FROM intent WHERE sequence IN (SELECT sequence FROM intent
                        WHERE endedAt < ? ORDER BY endedAt LIMIT ?)
                    """, arguments: [then.ticks, count])
            let intents = database.changesCount
            try database.execute(
                sql: """
                    DELETE FROM event WHERE id < (SELECT id FROM event
                            WHERE at >= ? OR intentID IN (SELECT id FROM intent)
                                OR id = (SELECT max(id) FROM event)
                            ORDER BY id LIMIT 1)
                        AND id < (SELECT min(id) FROM event) + ?
                    """, arguments: [then.ticks, count])
            return intents + database.changesCount
        }
    }
}

extension Event {
    init(_ row: Row) throws {
        let subject: Subject
        if let intent: Intent.ID = row.id("intentID") {
            subject = .intent(intent, try row.required(row.word("state"), "state"))
        } else {
            subject = .line(try row.required(row.word("state"), "state"))
        }
        self.init(
            id: row["id"], at: try row.required(row.date("at"), "at"), subject: subject,
            reason: row["reason"])
    }
}
