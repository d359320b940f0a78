package import Foundation
import GRDB
package import OutpostModel

extension Outbox {
    /// Takes back what ``Salvage`` read. An intent whose id or key is there already stays as it is.
    ///
    /// What was being sent is looked at before anything is sent again.
    ///
    /// - Returns: how many were new.
    package func restore(_ records: [IntentRecord], at now: Date) throws(OutboxFailure) -> Int {
        try write(at: now) { database in
            var count = 0
            for record in records.sorted(by: { $0.sequence < $1.sequence }) {
                count += try restore(record, at: now, database) ? 1 : 0
            }
            return count
        }
    }

    private func restore(
        _ record: IntentRecord, at now: Date, _ database: Database
    ) throws -> Bool {
        let intent = record.detail.intent
        let wasSending = intent.state == .sending
        let state = wasSending ? .queued : intent.state
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
            intent.endedAt?.ticks, record.detail.attemptLog.count, record.strikes,
            intent.ambiguous || wasSending, intent.supersededBy?.text, intent.refusal?.status,
            intent.refusal?.key, intent.refusal?.text,
        ])
        for attempt in record.detail.attemptLog {
            try restore(attempt, of: intent.id, at: now, database)
        }
        try self.record(intent.id, state, reason: "salvaged", at: now, database)
        return true
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
