import Foundation
import GRDB
import OutpostModel

extension Outbox {
    /// Moves an intent from its state to another and records the event: the only place where a
    /// state changes.
    func change(
        _ id: Intent.ID, to state: Intent.State, reason: String?, supersededBy: Intent.ID? = nil,
        at now: Date, _ database: Database
    ) throws {
        let current = try Intent.fetch(database, id).state
        guard current.successors.contains(state) else {
            throw OutboxFailure.notPossible(id, from: current, to: state)
        }
        try database.cachedStatement(
            sql: """
                UPDATE intent SET state = ?, reason = ?, supersededBy = ?, endedAt = ? WHERE id = ?
                """
        ).execute(arguments: [
            state.rawValue, reason, supersededBy?.text, state.isOpen ? nil : now.ticks, id.text,
        ])
        try record(id, state, reason: reason, at: now, database)
    }

    func record(
        _ id: Intent.ID, _ state: Intent.State, reason: String?, at now: Date, _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: "INSERT INTO event (at, intentID, state, reason) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [now.ticks, id.text, state.rawValue, reason])
    }
}
