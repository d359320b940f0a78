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

    /// Does it to each, and says what became of it. One that cannot be done stops none of the others.
    ///
    /// All are looked up first: a typing error is found before anything is done.
    func each(_ verb: (Outbox, Intent.ID) throws -> Intent) async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let lookup = try workplace.outboxIfAny()
            var named: [Intent.ID] = []
            for id in try ids.map({ try lookup.intent(named: $0).id }) where !named.contains(id) {
                named.append(id)
            }
            let outbox = try workplace.outbox()
            var changed: [Intent] = []
            var complaints: [Complaint] = []
            for id in named {
                do { changed.append(try verb(outbox, id)) } catch {
                    complaints.append(.init(error))
                }
            }
            await workplace.agent?.nudge()
            try tell(changed)
            guard let first = complaints.first else { return }
            throw Complaint(first.status, complaints.map(\.what).joined(separator: "\n"))
        }
    }

    private func tell(_ changed: [Intent]) throws {
        if common.json { return try Speech.put(json: changed.map(IntentReport.init)) }
        for intent in changed {
            Speech.put("\(intent.id)  \(intent.state.rawValue)")
            if let reason = intent.reason { Speech.say(reason) }
        }
    }
}
