import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// What `queue cancel`, `hold`, `release` and `retry` have in common: several transfers, one verb.
struct QueueChange: ParsableArguments {
    @Argument(help: "The transfers' ids, or as much of their beginnings as is unique.")
    var ids: [String]

    @OptionGroup var common: CommonOptions

    /// Does it to each, and says what became of it. One that cannot be done stops none of the others.
    ///
    /// All are looked up first: a typing error is found before anything is done.
    func each(_ verb: IntentVerb) async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            var named: [Intent.ID] = []
            for text in ids {
                let id = try await desk.intent(named: text).id
                if !named.contains(id) { named.append(id) }
            }
            var changed: [IntentReport] = []
            var complaints: [Complaint] = []
            for id in named {
                do {
                    if verb == .retry(force: false) { await forecast(id, desk) }
                    changed.append(try await desk.change(id, verb))
                } catch {
                    complaints.append(.init(error))
                }
            }
            try tell(changed)
            guard let first = complaints.first else { return }
            throw Complaint(
                first.status, complaints.map(\.what).joined(separator: "\n"), advice: first.advice)
        }
    }

    /// What a plain retry comes to, before it is done: who does not like it can still force or cancel it.
    private func forecast(_ id: Intent.ID, _ desk: any Desk) async {
        guard let text = try? await desk.explanation(of: id).retry else { return }
        Speech.say("\(id.short): \(text)")
    }

    private func tell(_ changed: [IntentReport]) throws {
        if common.json { return try Speech.put(json: changed) }
        for intent in changed {
            Speech.put("\(intent.id)  \(intent.state.rawValue)")
            if let reason = intent.reason { Speech.say(reason) }
        }
    }
}
