import ArgumentParser
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue explain ID`
struct QueueExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why a transfer waits, and what happens next.")

    @Argument(help: "The transfer's id, or as much of its beginning as is unique.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let found = try workplace.outboxIfAny()
            let intent = try found.intent(named: id)
            guard let outbox = found else { return }
            let text = try await workplace.explanation(of: intent.id, in: outbox)
            if common.json {
                return try Speech.put(json: ["id": intent.id.text, "explanation": text])
            }
            Speech.put(text)
        }
    }
}
