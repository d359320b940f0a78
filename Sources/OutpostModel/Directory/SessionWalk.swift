package import Foundation

/// Where a walk through the server's session list stands: kept with every page, so that one that
/// was cut off by the line goes on where it was.
package struct SessionWalk: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// Every session in scope. What it does not meet, twice running, is gone.
        case full
        /// What changed since the cursor.
        case changes
    }

    package enum Part: String, Codable, Sendable {
        /// Sessions that are open, however old.
        case open
        /// Sessions that changed after `since`.
        case recent
    }

    package let kind: Kind
    /// Of the full walk, or the last one before; sessions that it meets are marked with it.
    package let number: Int
    package var part: Part
    /// Only sessions updated after it, in the part `recent`.
    package let since: Timestamp?
    /// What changes while we walk may be missed: the cursor stays behind by as long as it took.
    package let startedAt: Date
    /// The next to fetch, from 1.
    package var page: Int
    /// The newest `updatedAt` met so far: the cursor, once the walk has ended.
    package var newest: Timestamp?

    package init(
        kind: Kind, number: Int, part: Part, since: Timestamp?, startedAt: Date,
        page: Int = 1, newest: Timestamp? = nil
    ) {
        self.kind = kind
        self.number = number
        self.part = part
        self.since = since
        self.startedAt = startedAt
        self.page = page
        self.newest = newest
    }
}
