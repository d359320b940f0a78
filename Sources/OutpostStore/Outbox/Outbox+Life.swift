package import Foundation
import GRDB
package import OutpostModel

extension Outbox {
    /// Writes down that the intent is about to be sent. Only then may the request leave.
    ///
    /// - Parameter seen: the session just before. It becomes the base: should the answer be lost, that is
    ///   what an unchanged session looks like.
    /// - Throws: ``OutboxFailure/notPossible(_:from:to:)`` if somebody cancelled or replaced the
    ///   intent meanwhile, or its time ran out: then it must not be sent.
    package func begin(
        _ id: Intent.ID, seen: Intent.Base?, at now: Date
    ) throws(OutboxFailure) -> Intent {
        try write(at: now) { database in
            let current = try Intent.fetch(database, id)
            guard current.expiresAt > now else {
                throw OutboxFailure.notPossible(id, from: current.state, to: .sending)
            }
            try change(id, to: .sending, reason: nil, at: now, database)
            // Ambiguous from here on: if we die, nobody will have seen the answer.
            try database.cachedStatement(
                sql: "UPDATE intent SET attempts = attempts + 1, ambiguous = 1 WHERE id = ?"
            ).execute(arguments: [id.text])
            if let seen {
                try database.cachedStatement(
                    sql: """
                        UPDATE intent SET baseDepartmentID = ?, baseUserID = ?, baseStatus = ?,
                            baseUpdatedAt = ? WHERE id = ?
                        """
                ).execute(arguments: [
                    seen.placement.departmentID?.text, seen.placement.userID?.text,
                    seen.status.rawValue, seen.updatedAt?.ticks, id.text,
                ])
            }
            let intent = try Intent.fetch(database, id)
            try database.cachedStatement(
                sql: "INSERT INTO attempt (intentID, number, startedAt) VALUES (?, ?, ?)"
            ).execute(arguments: [id.text, intent.attempts, now.ticks])
            return intent
        }
    }

    /// Writes down how a step came out.
    ///
    /// - Parameter arrived: where the session is now, if it was delivered. The lane's later intents
    ///   take it for their base: it was we who moved it there, not somebody else.
    /// - Throws: ``OutboxFailure/notPossible(_:from:to:)`` if the intent changed meanwhile.
    package func settle(
        _ id: Intent.ID, _ settlement: Settlement, arrived: Intent.Base? = nil, at now: Date
    ) throws(OutboxFailure) {
        try write(at: now) { database in
            let intent = try Intent.fetch(database, id)
            let current = intent.state
            // Somebody has set the clock since its time was found to have run out: it has some left.
            let isTooEarly = settlement.state == .expired && intent.expiresAt > now
            // Held or ended by a person while we looked: that stands.
            guard current == .queued || current == .sending, !isTooEarly else {
                throw OutboxFailure.notPossible(id, from: current, to: settlement.state)
            }
            if let closing = settlement.closing {
                try close(id, closing, at: now, database)
            }
            if current != settlement.state {
                try change(
                    id, to: settlement.state, reason: settlement.reason, at: now, database)
            }
            try database.cachedStatement(
                sql: """
                    UPDATE intent SET ambiguous = ?, strikes = ?, reason = ?, refusedStatus = ?,
                        refusedKey = ?, refusedText = ? WHERE id = ?
                    """
            ).execute(arguments: [
                settlement.isAmbiguous, settlement.strikes, settlement.reason,
                settlement.refusal?.status, settlement.refusal?.key, settlement.refusal?.text,
                id.text,
            ])
            if settlement.state == .delivered, let arrived {
                try rebase(after: id, arrived, database)
            }
        }
    }

    /// Those behind it take where it brought the session for their base, and so does it: whoever is
    /// accepted next may have read the cache before.
    private func rebase(after id: Intent.ID, _ base: Intent.Base, _ database: Database) throws {
        let intent = try Intent.fetch(database, id)
        try database.cachedStatement(
            sql: """
                UPDATE intent SET baseDepartmentID = ?, baseUserID = ?, baseStatus = ?,
                    baseUpdatedAt = ? WHERE sequence = ?6 OR sessionID = ?5 AND sequence > ?6
                    AND state IN ('queued', 'sending', 'conflict', 'held')
                """
        ).execute(arguments: [
            base.placement.departmentID?.text, base.placement.userID?.text, base.status.rawValue,
            base.updatedAt?.ticks, intent.sessionID.text, intent.sequence,
        ])
    }

    /// Puts back what was being sent when the agent died: queued again, and to be looked at first.
    ///
    /// To be called once, at start, by the holder of the directory's lock.
    package func recover(at now: Date) throws(OutboxFailure) -> [Intent] {
        try write(at: now) { database in
            let stranded = try Intent.fetchAll(
                database, "SELECT * FROM intent WHERE state = 'sending' ORDER BY sequence", [])
            let reason = "the agent stopped before the answer came"
            for intent in stranded {
                try close(intent.id, .init(.lost, reason), at: now, database)
                try change(intent.id, to: .queued, reason: reason, at: now, database)
            }
            return stranded
        }
    }

    /// Ends the intents whose time has run out, at most `count` of them.
    ///
    /// Writes only if there are any, or if somebody has set the clock.
    ///
    /// - Returns: the intents as they were.
    package func expire(at now: Date, count: Int = 500) throws(OutboxFailure) -> [Intent] {
        let isIdle = try read { database in
            try clockStep(at: now, database) == nil && late(at: now, count: 1, database).isEmpty
        }
        guard !isIdle else { return [] }
        return try write(at: now) { database in
            let late = try late(at: now, count: count, database)
            for intent in late {
                let reason = "its time ran out before it could be delivered"
                try change(
                    intent.id, to: .expired, reason: intent.ending(reason), at: now, database)
            }
            return late
        }
    }

    private func late(at now: Date, count: Int, _ database: Database) throws -> [Intent] {
        try Intent.fetchAll(
            database,
            """
            SELECT * FROM intent INDEXED BY intentExpiry
                WHERE state IN ('queued', 'conflict', 'held')
                AND expiresAt <= ? ORDER BY expiresAt LIMIT ?
            """, [now.ticks, count])
    }

    private func close(
        _ id: Intent.ID, _ closing: Settlement.Closing, at now: Date, _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                UPDATE attempt SET endedAt = ?, outcome = ?, detail = ?
                    WHERE intentID = ? AND outcome IS NULL
                """
        ).execute(arguments: [now.ticks, closing.outcome.rawValue, closing.detail, id.text])
    }
}
