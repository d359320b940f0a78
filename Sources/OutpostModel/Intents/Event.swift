package import Foundation

/// Something that happened: an entry of the event log, which has no gaps.
package struct Event: Identifiable, Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// An intent came into this state; `queued` the first time means that it was accepted.
        case intent(Intent.ID, Intent.State)
        case line(LineState)
    }

    /// One more than the one before, through restarts too.
    package let id: Int64
    package let at: Date
    package let subject: Subject
    /// In words for people.
    package let reason: String?

    package init(id: Int64, at: Date, subject: Subject, reason: String?) {
        self.id = id
        self.at = at
        self.subject = subject
        self.reason = reason
    }
}

/// What the event log says of the line to the API.
package enum LineState: String, CaseIterable, Codable, Hashable, Sendable {
    case online, offline
    /// The API answers, and refuses the key.
    case paused
    case resumed
}
