import OutpostModel

/// What a round left behind: the commands' words, the outbox, and the service's own books.
struct TortureEvidence: Sendable {
    let plan: TorturePlan
    let seen: TortureRecord.Content
    /// `outpost queue audit --json`
    var audit: Branch.Outcome
    /// Every intent, in the order in which they were accepted.
    var records: [IntentRecord]
    var timeline: TortureTimeline
}
