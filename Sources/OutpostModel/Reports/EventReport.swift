/// An event as `outpost events --json` shows it, one a line. Its members are a promise: they stay.
package struct EventReport: Codable, Hashable, Sendable {
    package let id: Int64
    package let at: Timestamp
    /// Null where it is about the line.
    @Nullable package var intentId: Intent.ID?
    /// An intent's state, or `online`, `offline`, `paused`, `resumed`.
    package let state: String
    @Nullable package var reason: String?

    package init(_ event: Event) {
        id = event.id
        at = Timestamp(event.at)
        _reason = Nullable(wrappedValue: event.reason)
        switch event.subject {
        case .intent(let intent, let state):
            _intentId = Nullable(wrappedValue: intent)
            self.state = state.rawValue
        case .line(let state):
            _intentId = Nullable(wrappedValue: nil)
            self.state = state.rawValue
        }
    }
}
