import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// `outpost status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how everything stands: the line, the copy, the queue, the agent.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let report = try await common.workplace().status(at: Date())
            if common.json { return try Speech.put(json: report) }
            Speech.put(StatusText(report, at: Date()).text)
        }
    }
}
