/// Whether the books balance, as `outpost queue audit --json` shows it.
package struct AuditReport: Codable, Hashable, Sendable {
    package let balanced: Bool
    package let outbox: StatusReport.OutboxReport
    package let problems: [String]

    package init(_ tally: Tally, problems: [String]) {
        balanced = problems.isEmpty
        outbox = StatusReport.OutboxReport(tally, oldestQueuedSeconds: nil)
        self.problems = problems
    }
}
