package import OutpostModel

/// Why the outbox did not do what it was asked.
package enum OutboxFailure: Error, Hashable, Sendable {
    /// The file itself. Nothing was stored.
    case store(StoreFailure)
    /// The key was used before, for another transfer. Give up, or take another key.
    case keyReused(key: String, by: Intent.ID)
    /// As many open intents as are allowed. Try again when some have been delivered.
    case tooMany(open: Int, limit: Int)
    /// There is no such intent. Give up.
    case unknown(Intent.ID)
    /// Its state does not allow that. Give up, or ask a person.
    case notPossible(Intent.ID, from: Intent.State, to: Intent.State)
    /// The session has a transfer that has not ended. Wait, or cancel it.
    case stillOpen(Intent.ID)
}

extension OutboxFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .store(let failure):
            failure.description
        case .keyReused(let key, let id):
            "the key \"\(key)\" was used before, for another transfer (intent \(id))"
        case .tooMany(let open, let limit):
            "\(open) transfers are waiting, and \(limit) are allowed"
        case .unknown(let id):
            "there is no intent \(id)"
        case .stillOpen(let id):
            "a transfer of this session is still open (intent \(id))"
        case .notPossible(let id, let from, let to):
            from == to
                ? "the transfer \(id) is \(to.rawValue) already"
                : "the transfer \(id) is \(from.rawValue) and cannot become \(to.rawValue)"
        }
    }
}
