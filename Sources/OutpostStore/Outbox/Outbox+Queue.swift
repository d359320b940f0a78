package import Foundation
import GRDB
package import OutpostModel

extension Outbox {
    package func intent(_ id: Intent.ID) throws(OutboxFailure) -> Intent {
        try read { try Intent.fetch($0, id) }
    }

    package func intents(_ query: IntentQuery) throws(OutboxFailure) -> [Intent] {
        try read { database in
            // Each once: who repeats them does not make another statement.
            let states = Set(query.states).map(\.rawValue).sorted()
            var clauses = ["state IN (\(placeholders(states.count)))"]
            var arguments = StatementArguments(states)
            if let session = query.sessionID {
                clauses.append("sessionID = ?")
                arguments += [session.text]
            }
            arguments += [max(0, min(query.limit, IntentQuery.largestLimit))]
            return try Intent.fetchAll(
                database,
                """
                SELECT * FROM (SELECT * FROM intent WHERE \(clauses.joined(separator: " AND "))
                    ORDER BY sequence DESC LIMIT ?) ORDER BY sequence
                """, arguments)
        }
    }

    /// Those that came to nothing since then, the newest first, and how many there are.
    package func failures(
        since start: Date, most: Int
    ) throws(OutboxFailure) -> (newest: [Intent], count: Int) {
        // The plus sign: by their states there are few to look through, by their ends many.
        let condition = "state IN ('rejected', 'expired') AND +endedAt >= ?"
        let since = Timestamp(start).ticks
        return try read { database in
            let newest = try Intent.fetchAll(
                database,
                "SELECT * FROM intent WHERE \(condition) ORDER BY endedAt DESC LIMIT ?",
                [since, max(0, most)])
            let count = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM intent WHERE \(condition)",
                arguments: [since])
            return (newest, count ?? 0)
        }
    }

    /// Those that wait for a person, the oldest first.
    package func stuck(most: Int) throws(OutboxFailure) -> [Intent] {
        try read { database in
            try Intent.fetchAll(
                database,
                """
                SELECT * FROM intent WHERE state IN ('conflict', 'held') ORDER BY sequence LIMIT ?
                """, [max(0, most)])
        }
    }

    /// Whether a transfer was accepted under that key.
    package func knows(key: String) throws(OutboxFailure) -> Bool {
        try read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM intent WHERE key = ?)",
                arguments: [key]) ?? false
        }
    }

    /// Those whose id begins so, at most ten. None for a text that cannot begin an id.
    package func intents(idPrefix text: String) throws(OutboxFailure) -> [Intent] {
        let prefix = text.lowercased()
        guard (1...36).contains(prefix.utf8.count),
            prefix.allSatisfy({ $0.isHexDigit || $0 == "-" })
        else { return [] }
        return try read { database in
            try Intent.fetchAll(
                database,
                "SELECT * FROM intent WHERE id >= ? AND id < ? ORDER BY sequence LIMIT 10",
                [prefix, prefix + "~"])
        }
    }

    /// Every attempt at an intent, the first one first.
    package func attempts(at id: Intent.ID) throws(OutboxFailure) -> [Attempt] {
        try read { try Attempt.fetchAll($0, at: id) }
    }

    /// The queued intents at the heads of their lanes, oldest first, accepted after `sequence`.
    ///
    /// A lane is one session's open intents; only its oldest may move, and one that waits for a
    /// person (conflict, held) keeps those behind it waiting, and no other lane.
    package func heads(after sequence: Int64, count: Int) throws(OutboxFailure) -> [Intent] {
        try read { database in
            try Intent.fetchAll(
                database,
                """
                SELECT * FROM intent AS head WHERE state = 'queued' AND sequence > ?
                    AND NOT EXISTS (SELECT 1 FROM intent AS earlier
                        WHERE earlier.sessionID = head.sessionID
                            AND earlier.sequence < head.sequence
                            AND earlier.state IN ('queued', 'sending', 'conflict', 'held'))
                    ORDER BY sequence LIMIT ?
                """, [sequence, count])
        }
    }

    /// The open intents of the same session that were accepted before it, and how many are queued
    /// before it in all.
    package func before(
        _ intent: Intent
    ) throws(OutboxFailure) -> (inLane: Intent?, queued: Int) {
        try read { database in
            let earlier = try Intent.fetchAll(
                database,
                """
                SELECT * FROM intent WHERE sessionID = ? AND sequence < ?
                    AND state IN ('queued', 'sending', 'conflict', 'held') ORDER BY sequence LIMIT 1
                """, [intent.sessionID.text, intent.sequence])
            let queued = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM intent WHERE state = 'queued' AND sequence < ?",
                arguments: [intent.sequence])
            return (earlier.first, queued ?? 0)
        }
    }

    /// The newest open intent of each of these sessions: what will become of them.
    package func pending(for sessions: [Session.ID]) throws(OutboxFailure) -> [Session.ID: Intent] {
        guard !sessions.isEmpty else { return [:] }
        return try read { database in
            let open = try Intent.fetchAll(
                database,
                """
                SELECT * FROM intent INDEXED BY intentOpen
                    WHERE sessionID IN (SELECT value FROM json_each(?))
                    AND state IN ('queued', 'sending', 'conflict', 'held') ORDER BY sequence
                """, [jsonArray(sessions.map(\.text))])
            return Dictionary(open.map { ($0.sessionID, $0) }) { _, newer in newer }
        }
    }

    /// How many intents stand or have ended in each state, and how many were ever accepted.
    package func tally() throws(OutboxFailure) -> Tally {
        try read { database in
            var counts: [Intent.State: Int] = [:]
            var accepted = 0
            for row in try Row.fetchAll(database, sql: "SELECT name, count FROM tally") {
                if let state: Intent.State = row.word("name") {
                    counts[state] = row["count"]
                } else {
                    accepted = row["count"]
                }
            }
            let oldest = try Int64.fetchOne(
                database,
                sql: """
                    SELECT acceptedAt FROM intent WHERE state = 'queued' ORDER BY sequence LIMIT 1
                    """)
            return Tally(
                accepted: accepted, counts: counts,
                oldestQueuedAt: oldest.map { Timestamp(ticks: $0).date })
        }
    }
}

/// One value for `json_each(?)` in the place of many: the statement is the same however many there are,
/// and can be kept. Of texts that need no escapes, such as ids.
func jsonArray(_ ids: [String]) -> String {
    "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"
}

/// `?, ?, ?`
func placeholders(_ count: Int) -> String {
    repeatElement("?", count: count).joined(separator: ", ")
}
