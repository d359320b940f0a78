package import Foundation

/// What the cache remembers of refreshing sessions, from one refresh to the next.
package struct SessionProgress: Hashable, Sendable {
    /// Everything that changed before is in the cache. The server's clock, never ours.
    package var cursor: Timestamp?
    /// The newest `updatedAt` that a finished walk has met.
    package var newest: Timestamp?
    /// A full walk that is under way, or was cut off: the next one goes on with it.
    package var full: SessionWalk?
    /// The same of the walk that is made often: of changes, or of the open sessions.
    package var quick: SessionWalk?
    /// How many full and open walks were begun: each has its number.
    package var walks: Int
    /// The last full walk that came to its end: what it has not met is missing.
    package var met: Int
    /// The last walk of open sessions that came to its end: the same for sessions that are open.
    package var metOpen: Int
    /// When a full walk last came to its end; nil if one is due whatever the time.
    package var fullAt: Date?
    package var filter: SessionFilterState

    package init(
        cursor: Timestamp? = nil, newest: Timestamp? = nil, full: SessionWalk? = nil,
        quick: SessionWalk? = nil, walks: Int = 0, met: Int = 0, metOpen: Int = 0,
        fullAt: Date? = nil, filter: SessionFilterState = .untried
    ) {
        self.cursor = cursor
        self.newest = newest
        self.full = full
        self.quick = quick
        self.walks = walks
        self.met = met
        self.metOpen = metOpen
        self.fullAt = fullAt
        self.filter = filter
    }
}
