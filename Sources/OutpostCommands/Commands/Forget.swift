import ArgumentParser
import OutpostModel
import OutpostRuntime

/// `outpost forget SESSION`
struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Remove one chat session from the copy on this machine.",
        discussion: """
            Its name, phone and all else that was kept of it are overwritten. It comes back if it changes \
            at the server, or if somebody asks for it there by its id. What was transferred stays in the \
            queue's books for 30 days, by ids alone.
            """)

    @Argument(help: "The session's id or number.")
    var session: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let forgotten = try await common.desk().forget(session)
            if common.json { return try Speech.put(json: forgotten) }
            Speech.say("forgotten: \(forgotten.number ?? forgotten.id.text)")
            guard !forgotten.complete else { return }
            Speech.say("somebody reads the file now: its last traces go within a minute after that")
        }
    }
}
