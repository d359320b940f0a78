extension StatusReport {
    /// A transfer that a person should know of: it waits for one, or came to nothing of late.
    package struct Attention: Codable, Hashable, Sendable {
        package let intentId: Intent.ID
        package let sessionId: Session.ID
        package let state: Intent.State
        /// Why, in words.
        @Nullable package var reason: String?
        @Nullable package var endedAt: Timestamp?

        package init(_ intent: Intent, reason: String?) {
            intentId = intent.id
            sessionId = intent.sessionID
            state = intent.state
            _reason = Nullable(wrappedValue: reason)
            _endedAt = Nullable(wrappedValue: intent.endedAt.map { Timestamp($0) })
        }
    }

    /// Programs that were turned away at the local API's door since the agent started.
    package struct Callers: Codable, Hashable, Sendable {
        /// How many requests showed a token that is not the local API's.
        package let refused: Int
        @Nullable package var lastRefusedAt: Timestamp?

        package init(refused: Int, lastRefusedAt: Timestamp?) {
            self.refused = refused
            _lastRefusedAt = Nullable(wrappedValue: lastRefusedAt)
        }
    }
}
