import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// What `queue cancel`, `hold`, `release` and `retry` have in common: several transfers, one verb.
struct QueueChange: ParsableArguments {
    @Argument(help: "The transfers' ids, or as much of their beginnings as is unique.")
    var ids: [String]

    @OptionGroup var common: CommonOptions

    /// Does it to each, and says what became of it.
    ///
    /// All are looked up first: a typing error in the third must not leave two of three done.
    func each(_ verb: (Outbox, Intent.ID) throws -> Intent) async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let lookup = try workplace.outboxIfAny()
            let named = try ids.map { try lookup.intent(named: $0) }
            let outbox = try workplace.outbox()
            var changed: [Intent] = []
            for intent in named { changed.append(try verb(outbox, intent.id)) }
            await workplace.agent?.nudge()
            if common.json { return try Speech.put(json: changed.map(IntentReport.init)) }
            for intent in changed {
                Speech.put("\(intent.id)  \(intent.state.rawValue)")
                if let reason = intent.reason { Speech.say(reason) }
            }
        }
    }
}
