package import Foundation
import GRDB
package import OutpostModel

/// What became of a transfer that was handed in.
package struct Acceptance: Hashable, Sendable {
    package let intent: Intent
    /// It had been accepted before, under the same key or as an equal one: this is that one.
    package let isRepetition: Bool
    /// The queued intents of the same session that it replaced.
    package let superseded: [Intent.ID]
}

extension Outbox {
    /// Saves the intent and replaces the one it supersedes, or does neither.
    ///
    /// Returns only when both would survive a power cut. It has a sync of its own: where many ask at
    /// once, ``submit(_:at:)`` lets them share one.
    package func accept(_ new: NewIntent, at now: Date) throws(OutboxFailure) -> Acceptance {
        try write(at: now) { try save(new, at: now, $0) }
    }

    /// Does what ``accept(_:at:)`` does, for one of a batch.
    ///
    /// A refusal (``OutboxFailure/keyReused(key:by:)``, ``OutboxFailure/tooMany(open:limit:)``) is
    /// thrown before anything is changed, so the others in the transaction can go on.
    func save(_ new: NewIntent, at now: Date, _ database: Database) throws -> Acceptance {
        if let first = try earlier(new, database) ?? equal(new, at: now, database) {
            // Whoever wrote it may have been killed before its sync: this commit's makes it sure.
            try database.cachedStatement(sql: "UPDATE intent SET key = key WHERE id = ?")
                .execute(arguments: [first.id.text])
            return Acceptance(intent: first, isRepetition: true, superseded: [])
        }
        let replaced = try Intent.fetchAll(
            database,
            // Both conditions: the first is needed for the index, which SQLite would not choose by
            // itself. It would go through all that is queued.
            """
            SELECT * FROM intent INDEXED BY intentOpen WHERE sessionID = ?
                AND state IN ('queued', 'sending', 'conflict', 'held') AND state = 'queued'
                ORDER BY sequence
            """, [new.sessionID.text]
        ).filter { !$0.isAmbiguous }
        if replaced.isEmpty { try refuseIfFull(database) }
        // The oldest of them saw the session first: what moved since then was moved by others.
        let accepted = try insert(
            new, base: try replaced.first?.base ?? base(of: new, database), at: now, database)
        for intent in replaced {
            try change(
                intent.id, to: .superseded, reason: "replaced by a later transfer",
                supersededBy: new.id, at: now, database)
        }
        return Acceptance(
            intent: accepted, isRepetition: false, superseded: replaced.map(\.id))
    }

    /// The base that was read from the cache, unless we have moved the session since it was read: then
    /// where we left it. Our own move must not look like somebody else's.
    private func base(of new: NewIntent, _ database: Database) throws -> Intent.Base? {
        let delivered = try Intent.fetchAll(
            database,
            """
            SELECT * FROM intent INDEXED BY intentDelivered
                WHERE sessionID = ? AND state = 'delivered' ORDER BY sequence DESC LIMIT 1
            """, [new.sessionID.text])
        guard let base = new.base, let left = delivered.first?.base,
            let read = base.updatedAt, let seen = left.updatedAt, read < seen
        else { return new.base }
        return left
    }

    /// The intent that was accepted under the same key. An error if it wanted something else.
    private func earlier(_ new: NewIntent, _ database: Database) throws -> Intent? {
        guard let key = new.key else { return nil }
        let found = try Intent.fetchAll(database, "SELECT * FROM intent WHERE key = ?", [key])
        guard let first = found.first else { return nil }
        guard first.sessionID == new.sessionID, first.target == new.target else {
            throw OutboxFailure.keyReused(key: key, by: first.id)
        }
        return first
    }

    /// What is pending for the session, if it wants the same: a workflow that is run again does no
    /// harm then. Only the newest: after another transfer in between, the same is something new.
    private func equal(_ new: NewIntent, at now: Date, _ database: Database) throws -> Intent? {
        guard new.joinsEqual, new.key == nil else { return nil }
        let open = try Intent.fetchAll(
            database,
            """
            SELECT * FROM intent WHERE sessionID = ?
                AND state IN ('queued', 'sending', 'conflict', 'held')
                ORDER BY sequence DESC LIMIT 1
            """, [new.sessionID.text])
        return open.first {
            $0.target == new.target && $0.stopsBot == new.stopsBot && $0.ifMoved == new.ifMoved
                && $0.expiresAt > now
        }
    }

    private func refuseIfFull(_ database: Database) throws {
        let open = try Int.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT sum(count) FROM tally
                    WHERE name IN ('queued', 'sending', 'conflict', 'held')
                    """))
        guard let open, open >= limit else { return }
        throw OutboxFailure.tooMany(open: open, limit: limit)
    }

    private func insert(
        _ new: NewIntent, base: Intent.Base?, at now: Date, _ database: Database
    ) throws -> Intent {
        let acceptedAt = Timestamp(now)
        let expiresAt = Timestamp(now.addingTimeInterval(new.lifetime))
        try database.cachedStatement(
            sql: """
                INSERT INTO intent (id, sessionID, departmentID, userID, stopsBot, ifMoved, key,
                    state, baseDepartmentID, baseUserID, baseStatus, baseUpdatedAt,
                    acceptedAt, expiresAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            new.id.text, new.sessionID.text, new.target.departmentID?.text,
            new.target.userID?.text, new.stopsBot, new.ifMoved.rawValue, new.key,
            base?.placement.departmentID?.text, base?.placement.userID?.text,
            base?.status.rawValue, base?.updatedAt?.ticks,
            acceptedAt.ticks, expiresAt.ticks,
        ])
        let sequence = database.lastInsertedRowID
        try record(new.id, .queued, reason: nil, at: now, database)
        return Intent(
            id: new.id, sequence: sequence, sessionID: new.sessionID, target: new.target,
            stopsBot: new.stopsBot, ifMoved: new.ifMoved, key: new.key, state: .queued,
            reason: nil, base: base, acceptedAt: acceptedAt.date, expiresAt: expiresAt.date,
            endedAt: nil, attempts: 0, strikes: 0, isAmbiguous: false, supersededBy: nil)
    }
}
