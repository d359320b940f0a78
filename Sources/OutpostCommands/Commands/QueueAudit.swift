import ArgumentParser
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue audit`
struct QueueAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check that every transfer ever accepted is accounted for.",
        discussion: """
            accepted = queued + sending + conflict + held + delivered + superseded + cancelled + \
            expired + rejected, and every state is the one that the event log tells of. Exit status \
            70 if not.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let empty = Audit(
                tally: Tally(accepted: 0, counts: [:], oldestQueuedAt: nil), problems: [])
            let workplace = try await common.workplace()
            try workplace.requireFiles()
            let audit = try workplace.outboxIfAny()?.audit() ?? empty
            if common.json {
                try Speech.put(json: AuditReport(audit.tally, problems: audit.problems))
            } else {
                let states = Intent.State.allCases.map { "\(audit.tally[$0]) \($0.rawValue)" }
                Speech.put("\(audit.tally.accepted) accepted = " + states.joined(separator: " + "))
            }
            guard audit.problems.isEmpty else {
                throw Complaint(
                    .software, audit.problems.joined(separator: "\n"),
                    advice: "keep a copy of outbox.sqlite and report this")
            }
        }
    }
}
