import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// `outpost queue show ID`
struct QueueShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one transfer with everything that was tried.")

    @Argument(help: "The transfer's id, or as much of its beginning as is unique.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            let found = try await desk.intent(desk.intent(named: id).id)
            if common.json { return try Speech.put(json: found) }
            let intent = found.intent
            var table = Table("TRANSFER", intent.id.text)
            let number = try? await desk.number(of: intent.sessionId)
            table.add("session", number ?? intent.sessionId.text)
            table.add("to", await Names(desk).target(intent))
            table.add("state", intent.state.rawValue)
            table.add("reason", intent.reason)
            if intent.state.isOpen { table.add("session now", await place(intent.sessionId, desk)) }
            table.add("if moved", intent.ifMoved.rawValue)
            let now = Date()
            table.add("accepted", intent.acceptedAt.date.ago(at: now))
            if intent.state.isOpen { table.add("expires", intent.expiresAt.date.ahead(at: now)) }
            table.add("ended", intent.endedAt?.date.ago(at: now))
            Speech.put(table.text)
            if !found.attemptLog.isEmpty { Speech.put("\n" + log(found.attemptLog, at: now).text) }
        }
    }

    /// Where it is as far as the copy knows; nil where that does not know it.
    private func place(_ id: Session.ID, _ desk: any Desk) async -> String? {
        guard let session = try? await desk.session(id.text) else { return nil }
        let names = [
            session.departmentName ?? session.departmentId?.short,
            session.userName ?? session.userId?.short,
        ].compactMap(\.self).joined(separator: " / ")
        let age = session.readAt.date.ago(at: Date())
        return "\(names.isEmpty ? "nowhere" : names), \(session.status), as of \(age)"
    }

    private func log(_ attempts: [IntentDetailReport.AttemptReport], at now: Date) -> Table {
        var table = Table("ATTEMPT", "STARTED", "OUTCOME", "DETAIL")
        for attempt in attempts {
            table.add(
                String(attempt.number), attempt.startedAt.date.ago(at: now),
                attempt.outcome?.rawValue ?? "under way", attempt.detail ?? "")
        }
        return table
    }
}

extension Desk {
    /// The intent whose id begins so. An error that lists the candidates if there are several.
    func intent(named text: String) async throws -> IntentReport {
        let found = try await intents(named: text)
        guard let first = found.first else {
            throw Complaint(
                .badData, "there is no transfer \"\(text.prefix(80))\"",
                advice: "`outpost queue list --all` lists them")
        }
        guard found.count == 1 else {
            throw Complaint(
                .badData, "more than one transfer's id begins with \"\(text)\"",
                advice: found.map(\.id.text).joined(separator: ", "))
        }
        return first
    }
}
