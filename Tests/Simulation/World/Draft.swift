import OutpostModel

/// A transfer that somebody is about to hand in: what it is was decided (`Intake.resolve`), and it has
/// not been accepted yet (`Outbox.submit`). Meanwhile anything may happen.
struct Draft {
    let new: NewIntent
    let chat: Int
    /// Through the agent, which then looks at once; otherwise by another process.
    let throughAgent: Bool
    /// The key of an earlier request that this one is the same as.
    let repeats: String?
}
