import ArgumentParser
import OutpostRuntime

/// `outpost queue release ID…`
struct QueueRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let held transfers go on.")

    @OptionGroup var change: QueueChange

    func run() async throws {
        try await change.each(.release)
    }
}
