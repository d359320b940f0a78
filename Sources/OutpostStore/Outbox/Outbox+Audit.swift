import GRDB
package import OutpostModel

/// Whether the outbox's books balance.
package struct Audit: Hashable, Sendable {
    package let tally: Tally
    /// What does not fit, in words; empty if all is well.
    package let problems: [String]

    package init(tally: Tally, problems: [String]) {
        self.tally = tally
        self.problems = problems
    }
}

extension Outbox {
    /// Checks the tally against the intents, the intents against the event log, and the event log
    /// against itself.
    package func audit() throws(OutboxFailure) -> Audit {
        let tally = try tally()
        let problems = try read { database in
            var problems: [String] = []
            let sum = tally.counts.values.reduce(0, +)
            if tally.accepted != sum {
                problems.append("\(tally.accepted) accepted, but \(sum) stand or have ended")
            }
            for state in Intent.State.allCases {
                let rows = try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM intent WHERE state = ?",
                    arguments: [state.rawValue])
                // Ended intents are deleted in time, and stay counted.
                let fits = state.isOpen ? rows == tally[state] : (rows ?? 0) <= tally[state]
                if !fits {
                    problems.append("\(tally[state]) \(state.rawValue), but \(rows ?? 0) rows")
                }
            }
            for (sql, complaint) in Self.checks {
                let count = try Int.fetchOne(database, sql: sql) ?? 0
                if count > 0 { problems.append("\(count) \(complaint)") }
            }
            return problems
        }
        return Audit(tally: tally, problems: problems)
    }

    /// Each counts what must not be there.
    private static let checks = [
        (
            """
            WITH latest AS (SELECT intentID, state, max(id) FROM event
                WHERE intentID IS NOT NULL GROUP BY intentID)
            SELECT count(*) FROM intent LEFT JOIN latest ON latest.intentID = intent.id
                WHERE latest.state IS NOT intent.state
            """, "intents are not in the state that the event log says"
        ),
        (
            """
            SELECT (SELECT coalesce(max(id) - min(id) + 1, 0) FROM event)
                - (SELECT count(*) FROM event)
            """, "events are missing from the log"
        ),
        (
            "SELECT count(*) FROM attempt WHERE outcome IS NULL AND intentID NOT IN "
                + "(SELECT id FROM intent WHERE state = 'sending')",
            "attempts are open although nothing is being sent"
        ),
        (
            "SELECT count(*) FROM intent WHERE (SELECT count(*) FROM attempt WHERE intentID = id)"
                + " <> attempts",
            "intents were sent more or less often than was written down"
        ),
    ]
}
