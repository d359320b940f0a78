package import Foundation
import GRDB
package import OutpostModel

/// What a person may do with an intent.
extension Outbox {
    /// Ends an intent at its owner's wish. What is being sent at this moment cannot be taken back.
    package func cancel(_ id: Intent.ID, at now: Date) throws(OutboxFailure) -> Intent {
        try write(at: now) { database in
            let intent = try Intent.fetch(database, id)
            guard intent.state != .sending else {
                throw OutboxFailure.notPossible(id, from: .sending, to: .cancelled)
            }
            let reason = "taken back by its owner"
            try change(
                id, to: .cancelled, reason: intent.ending(reason), at: now, database)
            return try Intent.fetch(database, id)
        }
    }

    /// Stops a queued intent until it is released. Those behind it in its lane wait with it.
    package func hold(_ id: Intent.ID, at now: Date) throws(OutboxFailure) -> Intent {
        try move(id, from: .queued, to: .held, reason: "held by an operator", at: now)
    }

    /// Lets a held intent go on.
    package func release(_ id: Intent.ID, at now: Date) throws(OutboxFailure) -> Intent {
        try move(id, from: .held, to: .queued, reason: "released by an operator", at: now)
    }

    /// Lets an intent in conflict go on, at its owner's wish.
    ///
    /// - Parameter force: wherever the session is by now. Otherwise the same rules hold as before,
    ///   and a session that was moved stays a conflict. What was sent is looked at first either way.
    package func retry(
        _ id: Intent.ID, force: Bool, at now: Date
    ) throws(OutboxFailure) -> Intent {
        try write(at: now) { database in
            try require(id, .conflict, to: .queued, database)
            try change(
                id, to: .queued, reason: force ? "forced by an operator" : "retried by an operator",
                at: now, database)
            try database.cachedStatement(sql: "UPDATE intent SET strikes = 0 WHERE id = ?")
                .execute(arguments: [id.text])
            if force {
                // The person has seen where the session is, so an answer that was lost before no
                // longer matters. The base stays: it tells a session that never left from one that
                // has arrived.
                try database.cachedStatement(
                    sql: "UPDATE intent SET ifMoved = 'force', ambiguous = 0 WHERE id = ?"
                ).execute(arguments: [id.text])
            }
            return try Intent.fetch(database, id)
        }
    }

    private func move(
        _ id: Intent.ID, from: Intent.State, to: Intent.State, reason: String, at now: Date
    ) throws(OutboxFailure) -> Intent {
        try write(at: now) { database in
            try require(id, from, to: to, database)
            try change(id, to: to, reason: reason, at: now, database)
            return try Intent.fetch(database, id)
        }
    }

    private func require(
        _ id: Intent.ID, _ from: Intent.State, to: Intent.State, _ database: Database
    ) throws {
        let state = try Intent.fetch(database, id).state
        guard state == from else { throw OutboxFailure.notPossible(id, from: state, to: to) }
    }
}
