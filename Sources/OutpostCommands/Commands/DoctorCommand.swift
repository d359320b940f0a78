import ArgumentParser
import Foundation
import Logging
import OutpostModel
import OutpostRuntime

/// `outpost doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find what is wrong: a line for each thing, with the next step.",
        discussion: """
            Looks at settings, key, files, clock, the way to the API, budget and queue. Ends with status 1 \
            if anything needs a person.
            """)

    @OptionGroup var common: CommonOptions

    private struct Report: Encodable {
        let fine: Bool
        let findings: [Finding]
    }

    func run() async throws {
        try await Speech.complaining {
            var findings: [Finding] = []
            func tell(_ finding: Finding) {
                findings.append(finding)
                if !common.json { FindingText(finding).put() }
            }
            try await examine(tell)
            let needsPerson = findings.contains { $0.state == .wrong }
            if common.json {
                try Speech.put(json: Report(fine: !needsPerson, findings: findings))
            }
            if needsPerson { throw ExitCode.failure }
        }
    }

    private func examine(_ tell: (Finding) -> Void) async throws {
        do {
            let settings = try await common.settings()
            let logger = Logger.outpost(max(.critical, settings.logLevel))
            try await Doctor(settings, logger: logger, at: Date()).examine(tell)
        } catch let failure as SettingsFailure {
            for problem in failure.problems {
                tell(
                    Finding(
                        .settings, .wrong, problem,
                        next: "mend it in the settings file or in the environment"))
            }
        }
    }
}
