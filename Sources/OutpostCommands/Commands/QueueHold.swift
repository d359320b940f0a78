import ArgumentParser
import Foundation
import OutpostStore

/// `outpost queue hold ID…`
struct QueueHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Stop queued transfers until they are released.")

    @OptionGroup var change: QueueChange

    func run() async throws {
        try await change.each { try $0.hold($1, at: Date()) }
    }
}
