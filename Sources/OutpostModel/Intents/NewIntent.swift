package import Foundation

/// A transfer that was checked and may be accepted.
package struct NewIntent: Hashable, Sendable {
    package let id: Intent.ID
    package let sessionID: Session.ID
    package let target: TransferTarget
    package let stopsBot: Bool
    package let ifMoved: Intent.IfMoved
    /// At most ``longestKey`` bytes.
    package let key: String?
    package let base: Intent.Base?
    /// How long it may wait for its delivery.
    package let lifetime: TimeInterval
    /// Whether an open intent of the session that wants the same is as good: then that one is given
    /// back, in place of a second one. Only without a key, which says itself what is the same.
    package let joinsEqual: Bool

    /// The longest idempotency key, in bytes.
    package static let longestKey = 255

    package init(
        id: Intent.ID, sessionID: Session.ID, target: TransferTarget, stopsBot: Bool = false,
        ifMoved: Intent.IfMoved = .park, key: String? = nil, base: Intent.Base?,
        lifetime: TimeInterval, joinsEqual: Bool = false
    ) {
        self.id = id
        self.sessionID = sessionID
        self.target = target
        self.stopsBot = stopsBot
        self.ifMoved = ifMoved
        self.key = key
        self.base = base
        self.lifetime = lifetime
        self.joinsEqual = joinsEqual
    }
}

extension Identifier<Intent> {
    /// A new id, from the system's random numbers.
    package static func random() -> Self {
        guard let id = Self(UUID().uuidString) else { preconditionFailure("a UUID is a UUID") }
        return id
    }
}
