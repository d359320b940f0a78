/// What `outpost transfer --dry-run` would accept. Nothing was stored.
package struct PlanReport: Codable, Hashable, Sendable {
    package let dryRun: Bool
    package let sessionId: Session.ID
    @Nullable package var departmentId: Department.ID?
    @Nullable package var userId: User.ID?

    package init(_ intent: NewIntent) {
        dryRun = true
        sessionId = intent.sessionID
        _departmentId = Nullable(wrappedValue: intent.target.departmentID)
        _userId = Nullable(wrappedValue: intent.target.userID)
    }
}
