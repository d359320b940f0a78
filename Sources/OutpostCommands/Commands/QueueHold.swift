import ArgumentParser
import OutpostRuntime

/// `outpost queue hold ID…`
struct QueueHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Stop queued transfers until they are released.")

    @OptionGroup var change: QueueChange

    func run() async throws {
        try await change.each(.hold)
    }
}
