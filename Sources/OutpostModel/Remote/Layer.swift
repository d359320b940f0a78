/// One of the things that must work for the API to answer. Its members are a promise: they stay.
package struct Layer: Codable, Hashable, Sendable {
    package enum State: String, CaseIterable, Codable, Sendable {
        case up, down, unknown
    }

    package let state: State
    /// Why, in words; null where there is nothing to say.
    @Nullable package var reason: String?

    package init(_ state: State, _ reason: String? = nil) {
        self.state = state
        _reason = Nullable(wrappedValue: reason)
    }
}
