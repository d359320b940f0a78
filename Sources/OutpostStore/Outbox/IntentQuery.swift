package import OutpostModel

/// Which intents to list, oldest first.
package struct IntentQuery: Hashable, Sendable {
    package var states: [Intent.State]
    package var sessionID: Session.ID?
    /// At most this many; the oldest are left out first.
    package var limit: Int

    package static let defaultLimit = 100
    package static let largestLimit = 10_000

    package init(
        states: [Intent.State] = Intent.State.open, sessionID: Session.ID? = nil,
        limit: Int = defaultLimit
    ) {
        self.states = states
        self.sessionID = sessionID
        self.limit = limit
    }
}
