/// Everything that is known of one intent: a line of what `queue salvage` writes and `queue import`
/// reads.
package struct IntentRecord: Codable, Hashable, Sendable {
    /// Where the session was when the intent was accepted.
    package struct BaseRecord: Codable, Hashable, Sendable {
        @Nullable package var departmentId: Department.ID?
        @Nullable package var userId: User.ID?
        package let status: String
        @Nullable package var updatedAt: Timestamp?
    }

    package let sequence: Int64
    package let detail: IntentDetailReport
    package let strikes: Int
    @Nullable package var base: BaseRecord?

    package init(_ intent: Intent, _ attempts: [Attempt]) {
        sequence = intent.sequence
        detail = IntentDetailReport(intent, attempts)
        strikes = intent.strikes
        _base = Nullable(
            wrappedValue: intent.base.map { base in
                BaseRecord(
                    departmentId: base.placement.departmentID, userId: base.placement.userID,
                    status: base.status.rawValue, updatedAt: base.updatedAt)
            })
    }

    /// Whether it says all that an intent must have: it may have been edited by hand.
    package var isWhole: Bool {
        let intent = detail.intent
        return (intent.departmentId != nil || intent.userId != nil)
            && (intent.state == .superseded) == (intent.supersededBy != nil)
            && intent.state.isOpen == (intent.endedAt == nil)
    }
}
