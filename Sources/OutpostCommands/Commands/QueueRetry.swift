import ArgumentParser
import OutpostRuntime

/// `outpost queue retry ID… [--force]`
struct QueueRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Let transfers that wait for a person (conflict) go on.",
        discussion: """
            Without --force the same rules hold as before: a session that somebody moved stays a \
            conflict, and that is said before it is tried. With --force it is transferred wherever it is \
            by now.
            """)

    @Flag(help: "Wherever the session is by now.")
    var force = false

    @OptionGroup var change: QueueChange

    func run() async throws {
        try await change.each(.retry(force: force))
    }
}
