import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// `outpost status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how everything stands: the line, the copy, the queue, the agent.")

    @Flag(help: "Follow it, once a second, until interrupted.")
    var watch = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let desk = try workplace.desk(complain: Speech.sayDoingWithout)
            var isFirst = true
            repeat {
                let report = try await desk.status()
                if !isFirst { separate() }
                isFirst = false
                try show(report, workplace.directory.installation)
                if watch { try await ContinuousClock().sleep(for: .seconds(1)) }
            } while watch
        }
    }

    /// One screen of words from the next, where they do not go over one another.
    private func separate() {
        if !common.json, !Terminal.isThere { Speech.put("") }
    }

    /// Watched on a terminal, it stays where it is; elsewhere, and as JSON, one follows the other.
    private func show(_ report: StatusReport, _ installation: Installation) throws {
        guard !common.json else {
            return try watch ? Speech.put(jsonLine: report) : Speech.put(json: report)
        }
        let text = StatusText(report, at: Date(), installation).text
        if watch, Terminal.isThere {
            Speech.putOverScreen(text)
        } else {
            Speech.put(text)
        }
    }
}
