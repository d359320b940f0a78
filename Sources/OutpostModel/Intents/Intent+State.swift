extension Intent {
    /// Where an intent stands in its life.
    ///
    ///     queued ──▶ sending ──▶ delivered
    ///      ▲  │         ├──▶ queued       the line failed, or the server is busy: later
    ///      │  │         ├──▶ rejected     the server will never take it
    ///      │  │         └──▶ conflict     a person must decide
    ///      │  ├──▶ superseded             a later transfer of the session replaced it
    ///      │  ├──▶ cancelled              its owner took it back
    ///      │  ├──▶ expired                its time ran out before it could be delivered
    ///      │  └──▶ held                   an operator stopped it
    ///      └── conflict, held             retry or release
    ///
    /// A look alone (nothing sent) may end a queued intent too: as delivered, rejected, cancelled,
    /// or in conflict. The schema of `outbox.sqlite` has the same words in a CHECK.
    package enum State: String, CaseIterable, Codable, Hashable, Sendable {
        case queued, sending, conflict, held
        case delivered, superseded, cancelled, expired, rejected

        /// Open intents still want something; the others have ended for good.
        package var isOpen: Bool { Self.open.contains(self) }

        package static let open: [State] = [.queued, .sending, .conflict, .held]

        /// The states that may follow this one.
        package var successors: Set<State> {
            switch self {
            case .queued:
                [
                    .sending, .delivered, .rejected, .conflict, .superseded, .cancelled, .expired,
                    .held,
                ]
            case .sending: [.delivered, .queued, .rejected, .conflict]
            case .conflict: [.queued, .cancelled, .expired, .superseded]
            case .held: [.queued, .cancelled, .expired, .superseded]
            case .delivered, .superseded, .cancelled, .expired, .rejected: []
            }
        }
    }
}
