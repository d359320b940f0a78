/// What `outpost doctor` says of one thing that it looked at. Its members are a promise: they stay.
package struct Finding: Codable, Hashable, Sendable {
    package enum State: String, Codable, CaseIterable, Sendable {
        case fine
        /// Not as it should be; it heals by itself, or can wait.
        case notice
        /// A person is needed.
        case wrong
        /// It could not be looked at.
        case unknown
    }

    /// What was looked at; see ``Check``.
    package let check: Check
    package let state: State
    /// What was found, in one line.
    package let detail: String
    /// What is to be done about it; null where nothing is.
    @Nullable package var next: String?

    package init(_ check: Check, _ state: State, _ detail: String, next: String? = nil) {
        self.check = check
        self.state = state
        self.detail = detail
        _next = Nullable(wrappedValue: next)
    }

    /// The things that are looked at, in that order.
    package enum Check: String, Codable, CaseIterable, Sendable {
        case settings, key, directory, space, outbox, cache, agent, clock, name, tcp, tls, proxy,
            api
        case budget, queue
        /// Programs at the local API's door.
        case callers
    }
}
