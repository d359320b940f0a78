package import Foundation
package import OutpostModel

/// A transfer as somebody asked for it, in their words.
package struct TransferRequest: Hashable, Sendable {
    /// An id, or the session's number.
    package var session: String
    /// An id or a name.
    package var department: String?
    /// An id or a name.
    package var user: String?
    package var stopsBot: Bool
    package var ifMoved: Intent.IfMoved
    package var key: String?
    /// How long it may wait for its delivery, seconds.
    package var lifetime: TimeInterval
    /// See ``NewIntent/joinsEqual``.
    package var joinsEqual: Bool

    package static let defaultLifetime: TimeInterval = 24 * 3_600
    /// From a second to a year.
    package static let lifetimes: ClosedRange<TimeInterval> = 1...(366 * 86_400)

    package init(
        session: String, department: String? = nil, user: String? = nil, stopsBot: Bool = false,
        ifMoved: Intent.IfMoved = .park, key: String? = nil,
        lifetime: TimeInterval = defaultLifetime, joinsEqual: Bool = false
    ) {
        self.session = session
        self.department = department
        self.user = user
        self.stopsBot = stopsBot
        self.ifMoved = ifMoved
        self.key = key
        self.lifetime = lifetime
        self.joinsEqual = joinsEqual
    }
}
