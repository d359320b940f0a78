package import Foundation
import GRDB
package import OutpostModel

extension Outbox {
    /// Where intents that are taken back come from.
    package enum Origin: String, Sendable {
        /// What ``Salvage`` read of a damaged file: nothing was done with it since.
        case salvaged
        /// A backup: much may have been done since.
        case restored = "restored from a backup"
    }

    /// Takes back what ``Salvage`` read. An intent whose id or key is there already stays as it is.
    ///
    /// What was being sent is looked at before anything is sent again; of a backup, all that was open
    /// then. Where the session was sent somewhere else since, that stands.
    ///
    /// - Returns: how many were new.
    package func restore(
        _ records: [IntentRecord], _ origin: Origin = .salvaged, at now: Date
    ) throws(OutboxFailure) -> Int {
        try write(at: now) { database in
            var count = 0
            for record in records.sorted(by: { $0.sequence < $1.sequence }) {
                count += try restore(record, origin, at: now, database) ? 1 : 0
            }
            return count
        }
    }

    private func restore(
        _ record: IntentRecord, _ origin: Origin, at now: Date, _ database: Database
    ) throws -> Bool {
        let intent = record.detail.intent
        let wasSending = intent.state == .sending
        let isInDoubt = wasSending || (origin == .restored && intent.state.isOpen)
        let later =
            origin == .restored && intent.state.isOpen ? try replacement(of: intent, database) : nil
        let state = later != nil ? .superseded : wasSending ? .queued : intent.state
        let known = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM intent WHERE id = ? OR key = ?)",
            arguments: [intent.id.text, intent.key])
        guard known != true else { return false }
        try database.cachedStatement(
            sql: """
                INSERT INTO intent (id, sessionID, departmentID, userID, stopsBot, ifMoved,
                    key, state, reason, baseDepartmentID, baseUserID, baseStatus, baseUpdatedAt,
                    acceptedAt, expiresAt, endedAt, attempts, strikes, ambiguous, supersededBy,
                    refusedStatus, refusedKey, refusedText)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            intent.id.text, intent.sessionId.text, intent.departmentId?.text, intent.userId?.text,
            intent.stopBot, intent.ifMoved.rawValue, intent.key, state.rawValue, intent.reason,
            record.base?.departmentId?.text, record.base?.userId?.text, record.base?.status,
            record.base?.updatedAt?.ticks, intent.acceptedAt.ticks, intent.expiresAt.ticks,
            later == nil ? intent.endedAt?.ticks : now.ticks, record.detail.attemptLog.count,
            record.strikes, later == nil && (intent.ambiguous || isInDoubt),
            later ?? intent.supersededBy?.text, intent.refusal?.status,
            intent.refusal?.key, intent.refusal?.text,
        ])
        for attempt in record.detail.attemptLog {
            try restore(attempt, of: intent.id, at: now, database)
        }
        try self.record(intent.id, state, reason: origin.rawValue, at: now, database)
        return true
    }

    /// A transfer of the same session that was accepted later, and may have moved it.
    private func replacement(of intent: IntentReport, _ database: Database) throws -> String? {
        try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT id FROM (
                        SELECT id, sequence FROM intent INDEXED BY intentOpen
                            WHERE sessionID = ?1 AND acceptedAt > ?2
                            AND state IN ('queued', 'sending', 'conflict', 'held')
                        UNION ALL
                        SELECT id, sequence FROM intent INDEXED BY intentDelivered
                            WHERE sessionID = ?1 AND acceptedAt > ?2 AND state = 'delivered'
                    ) ORDER BY sequence DESC LIMIT 1
                    """),
            arguments: [intent.sessionId.text, intent.acceptedAt.ticks])
    }

    private func restore(
        _ attempt: IntentDetailReport.AttemptReport, of id: Intent.ID, at now: Date,
        _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO attempt (intentID, number, startedAt, endedAt, outcome, detail)
                    VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id.text, attempt.number, attempt.startedAt.ticks, (attempt.endedAt?.ticks ?? now.ticks),
            (attempt.outcome ?? .lost).rawValue, attempt.detail,
        ])
    }
}
