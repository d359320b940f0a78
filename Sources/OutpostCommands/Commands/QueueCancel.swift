import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue cancel ID…`
struct QueueCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Take transfers back that have not been carried out.")

    @Argument(help: "The transfers' ids, or as much of their beginnings as is unique.")
    var ids: [String]

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            // All or none is looked up first: a typing error in the third must not leave two done.
            let lookup = try workplace.outboxIfAny()
            let intents = try ids.map { try lookup.intent(named: $0) }
            let outbox = try workplace.outbox()
            var cancelled: [Intent] = []
            for intent in intents {
                cancelled.append(try outbox.cancel(intent.id, at: Date()))
            }
            if common.json { return try Speech.put(json: cancelled.map(IntentReport.init)) }
            for intent in cancelled {
                Speech.put("\(intent.id)  \(intent.state.rawValue)")
                if intent.isAmbiguous, let reason = intent.reason { Speech.say(reason) }
            }
        }
    }
}
