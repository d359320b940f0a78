package import Foundation

/// One write that was applied, whether or not its answer arrived.
///
/// What tests count: a transfer that was sent twice is here twice.
package struct JournalEntry: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case transfer, assignee, status, complete
    }

    package enum Author: String, Sendable {
        /// A program, over the API.
        case api
        /// A person at the service's own screen.
        case colleague
    }

    /// From 1, without gaps.
    package let sequence: Int
    package let sessionID: String
    package let kind: Kind
    /// Who has the session after the write.
    package let departmentID: String?
    package let userID: String?
    /// The session's status after the write, as the API spells it.
    package let status: String
    /// The `updatedAt` that the write gave the session.
    package let at: Date
    package let by: Author

    var json: String {
        var text = JSONText()
        text.field("sequence", sequence)
        text.word("sessionId", sessionID)
        text.word("kind", kind.rawValue)
        text.word("departmentId", departmentID)
        text.word("userId", userID)
        text.word("status", status)
        text.field("at", Timestamp(at))
        text.word("by", by.rawValue)
        return text.object
    }
}
