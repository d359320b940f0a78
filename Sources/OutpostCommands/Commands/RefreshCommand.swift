import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import Logging

/// `outpost refresh [departments|users|sessions] [--full]`
struct RefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Fetch what changed from the server now, through the agent if one runs.")

    @Argument(help: "departments, users or sessions; everything if none is named.")
    var resources: [Resource] = []

    @Flag(help: "All sessions, not only those that changed: finds those that are gone.")
    var full = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let settings = try await common.settings()
            let wanted = resources.isEmpty ? Resource.allCases : resources
            let display = RefreshDisplay()
            if let agent = Workplace(settings).agent {
                // If it stops meanwhile, the results are not complete: see below.
                try? await agent.refresh(wanted, full: full, progress: display.show)
            } else {
                let logger = quiet(settings)
                try await LocalRefresh(settings, logger: logger)
                    .run(wanted, full: full, progress: display.show)
            }
            let results = display.results
            if common.json { try Speech.put(json: results) }
            try check(results, wanted)
        }
    }

    /// What the line does is told as a result here, not as a log line.
    private func quiet(_ settings: Settings) -> Logger {
        .outpost(max(.critical, settings.logLevel))
    }

    private func check(_ results: [RefreshProgress], _ wanted: [Resource]) throws {
        if let failed = results.first(where: { $0.failure != nil }) {
            throw Complaint(
                failed.keyRefused ? .keyRefused : .later,
                "\(failed.resource.rawValue) could not be refreshed: \(failed.failure ?? "")",
                advice: failed.keyRefused
                    ? "`outpost doctor` says what to do"
                    : "what was fetched before stays; try again later")
        }
        guard results.count == wanted.count else {
            throw Complaint(
                .unavailable, "the agent stopped, or has too much to do", advice: "try again")
        }
    }
}
