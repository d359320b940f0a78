import ArgumentParser
import Logging
import OutpostRuntime

/// `outpost run`
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the agent: refresh the copy, carry out transfers, answer commands.",
        discussion: """
            Needs the API key, in OUTPOST_HELENA_API_KEY or in a file that helena.apiKeyFile names. \
            Ends on SIGTERM or SIGINT, within a few seconds, with nothing half done.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let settings = try await common.settings()
            try await Agent(settings, logger: .outpost(settings.logLevel)).run()
        }
    }
}
