/// An intent as `--json` and the local API show it. Its members are a promise: they stay.
package struct IntentReport: Codable, Hashable, Sendable {
    package let id: Intent.ID
    package let sessionId: Session.ID
    package let state: Intent.State
    /// Why it is in that state, in words.
    @Nullable package var reason: String?
    @Nullable package var departmentId: Department.ID?
    @Nullable package var userId: User.ID?
    package let stopBot: Bool
    package let ifMoved: Intent.IfMoved
    @Nullable package var key: String?
    package let acceptedAt: Timestamp
    package let expiresAt: Timestamp
    @Nullable package var endedAt: Timestamp?
    /// How often it was sent.
    package let attempts: Int
    /// It was sent, and whether it was carried out is not known yet.
    package let ambiguous: Bool
    @Nullable package var supersededBy: Intent.ID?
    /// What the server said, where it was the server that refused it.
    @Nullable package var refusal: RemoteRefusal?

    package init(_ intent: Intent) {
        id = intent.id
        sessionId = intent.sessionID
        state = intent.state
        stopBot = intent.stopsBot
        ifMoved = intent.ifMoved
        acceptedAt = Timestamp(intent.acceptedAt)
        expiresAt = Timestamp(intent.expiresAt)
        attempts = intent.attempts
        ambiguous = intent.isAmbiguous
        _reason = Nullable(wrappedValue: intent.reason)
        _departmentId = Nullable(wrappedValue: intent.target.departmentID)
        _userId = Nullable(wrappedValue: intent.target.userID)
        _key = Nullable(wrappedValue: intent.key)
        _endedAt = Nullable(wrappedValue: intent.endedAt.map { Timestamp($0) })
        _supersededBy = Nullable(wrappedValue: intent.supersededBy)
        _refusal = Nullable(wrappedValue: intent.refusal)
    }
}
