/// Where a walk through the server's session list stands: kept with every page, so that one that
/// was cut off by the line goes on where it was.
package struct SessionWalk: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// Every session in scope. What it does not meet may be gone.
        case full
        /// The open sessions: where the server cannot be asked for what changed.
        case open
        /// What changed since the cursor.
        case changes
    }

    package enum Part: String, Codable, Sendable {
        /// The newest sessions, which tell how late it is on the server.
        case mark
        /// Sessions that are open, however old.
        case open
        /// Sessions that changed after `since`; all of them without it.
        case recent
    }

    package let kind: Kind
    /// Of the full or open walk, or the last one before; sessions that it meets are marked with it.
    package let number: Int
    package var part: Part
    package var since: Timestamp?
    package var place = SessionPlace()
    /// A moment on the server's clock that was past when this walk began, the latest one known:
    /// what changed before it, the walk has met. The cursor, once it has ended.
    package var mark: Timestamp?
    /// The newest `updatedAt` met so far.
    package var newest: Timestamp?
    package var pages = 0
    /// Sessions met so far, for people.
    package var items = 0
    /// How many are left of this part, as the server says.
    package var remaining: Int?

    package init(
        kind: Kind, number: Int, part: Part, since: Timestamp? = nil, mark: Timestamp? = nil
    ) {
        self.kind = kind
        self.number = number
        self.part = part
        self.since = since
        self.mark = mark
    }
}
