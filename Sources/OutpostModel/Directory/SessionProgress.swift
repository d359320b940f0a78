package import Foundation

/// What the cache remembers of refreshing sessions, from one refresh to the next.
package struct SessionProgress: Hashable, Sendable {
    /// The newest `updatedAt` that a finished refresh has seen. The server's clock, never ours.
    package var cursor: Timestamp?
    /// A walk that is under way, or was cut off: the next refresh goes on with it.
    package var walk: SessionWalk?
    /// How many full walks were begun: each has its number.
    package var walks: Int
    /// When a full walk last came to its end.
    package var fullAt: Date?
    /// Whether this server honours `UpdatedAt.After`; nil until it has been tried.
    package var filterWorks: Bool?

    package init(
        cursor: Timestamp? = nil, walk: SessionWalk? = nil, walks: Int = 0, fullAt: Date? = nil,
        filterWorks: Bool? = nil
    ) {
        self.cursor = cursor
        self.walk = walk
        self.walks = walks
        self.fullAt = fullAt
        self.filterWorks = filterWorks
    }
}
