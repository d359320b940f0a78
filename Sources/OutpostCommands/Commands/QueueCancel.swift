import ArgumentParser
import OutpostRuntime

/// `outpost queue cancel ID…`
struct QueueCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Take transfers back that have not been carried out.")

    @OptionGroup var change: QueueChange

    func run() async throws {
        try await change.each(.cancel)
    }
}
