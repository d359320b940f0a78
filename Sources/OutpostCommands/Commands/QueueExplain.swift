import ArgumentParser
import OutpostModel
import OutpostRuntime

/// `outpost queue explain ID`
struct QueueExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why a transfer waits, and what happens next.")

    @Argument(help: "The transfer's id, or as much of its beginning as is unique.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            let intent = try await desk.intent(named: id)
            let report = try await desk.explanation(of: intent.id)
            if common.json { return try Speech.put(json: report) }
            Speech.put(report.explanation)
        }
    }
}
