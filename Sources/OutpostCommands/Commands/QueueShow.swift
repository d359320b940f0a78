import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue show ID`
struct QueueShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one transfer with everything that was tried.")

    @Argument(help: "The transfer's id, or as much of its beginning as is unique.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let outbox = try workplace.outboxIfAny()
            let intent = try outbox.intent(named: id)
            let attempts = try outbox?.attempts(at: intent.id) ?? []
            if common.json {
                return try Speech.put(json: IntentDetailReport(intent, attempts))
            }
            let names = try Names(workplace.cacheIfAny(Speech.sayDoingWithout))
            var table = Table("TRANSFER", intent.id.text)
            table.add("session", intent.sessionID.text)
            table.add("to", names.target(intent.target))
            table.add("state", intent.state.rawValue)
            table.add("reason", intent.reason)
            table.add("if moved", intent.ifMoved.rawValue)
            table.add("accepted", Timestamp(intent.acceptedAt).text)
            table.add("expires", Timestamp(intent.expiresAt).text)
            table.add("ended", intent.endedAt.map { Timestamp($0).text })
            Speech.put(table.text)
            if !attempts.isEmpty { Speech.put("\n" + log(attempts).text) }
        }
    }

    private func log(_ attempts: [Attempt]) -> Table {
        var table = Table("ATTEMPT", "STARTED", "OUTCOME", "DETAIL")
        for attempt in attempts {
            table.add(
                String(attempt.number), Timestamp(attempt.startedAt).text,
                attempt.outcome?.rawValue ?? "under way", attempt.detail ?? "")
        }
        return table
    }
}

extension Outbox? {
    /// The intent whose id begins so. An error that lists the candidates if there are several.
    func intent(named text: String) throws -> Intent {
        let found = try self?.intents(idPrefix: text) ?? []
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
