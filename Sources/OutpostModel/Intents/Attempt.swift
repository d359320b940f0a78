package import Foundation

/// One try at sending an intent: written down before the request leaves, closed with its outcome.
package struct Attempt: Hashable, Sendable {
    package enum Outcome: String, CaseIterable, Codable, Sendable {
        /// The server answered with the session.
        case delivered
        /// No answer came: the server may or may not have done it.
        case lost
        /// The request never reached the server, or the server put it off.
        case deferred
        /// The server will never take it.
        case rejected
        /// The server failed without saying why.
        case unexplained
    }

    /// 1 for the first.
    package let number: Int
    package let startedAt: Date
    package let endedAt: Date?
    /// Nil while it is under way, or if the agent died during it.
    package let outcome: Outcome?
    package let detail: String?

    package init(
        number: Int, startedAt: Date, endedAt: Date?, outcome: Outcome?, detail: String?
    ) {
        self.number = number
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.detail = detail
    }
}
