import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost queue list`
struct QueueList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List open transfers, in the order in which they were accepted.")

    @Option(help: "Only those in this state. May be repeated.")
    var state: [Intent.State] = []

    @Flag(help: "Those that have ended too.")
    var all = false

    @Option(help: "Only those of this session (its id or number).")
    var session: String?

    @Option(help: "At most this many.")
    var limit = IntentQuery.defaultLimit

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...IntentQuery.largestLimit).contains(limit) else {
            throw ValidationError("--limit is from 1 to \(IntentQuery.largestLimit)")
        }
    }

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            let states = state.isEmpty ? (all ? Intent.State.allCases : Intent.State.open) : state
            let found = try await desk.intents(
                IntentQuestion(states: states, session: session, limit: limit))
            if common.json { return try Speech.put(json: found) }
            let names = await Names(desk)
            let now = Date()
            var table = Table("ID", "STATE", "SESSION", "TO", "ACCEPTED", "REASON")
            for intent in found {
                let number = try await desk.number(of: intent.sessionId)
                table.add(
                    intent.id.short, intent.state.rawValue, number ?? intent.sessionId.text,
                    names.target(intent), intent.acceptedAt.date.ago(at: now),
                    intent.reason ?? "")
            }
            Speech.put(table.text)
            if found.isEmpty { Speech.say(all || !state.isEmpty ? "none" : "none is open") }
            if found.count == limit { Speech.say("the newest \(limit); --limit shows more") }
        }
    }
}
