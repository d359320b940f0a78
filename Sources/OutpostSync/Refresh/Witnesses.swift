package import OutpostModel

/// Sessions that changed after the moment from which a walk of changes asks: it must show them, or
/// the server does not tell all changes. They make each such walk a check of the server.
package struct Witnesses: Hashable, Sendable {
    /// How many are called at once.
    package static let most = 100

    /// Those that the walk has not shown so far, in the order in which they were given.
    package private(set) var missing: [Session.ID]
    /// They changed after it.
    package let since: Timestamp?
    private let count: Int
    /// Whether pages were counted: while one counts, a session may move to a page that was read.
    private var hasCounted = false

    package init(_ ids: [Session.ID] = [], since: Timestamp? = nil) {
        missing = ids
        self.since = since
        count = missing.count
    }

    package mutating func meet(_ page: SessionPage) {
        let shown = Set(page.sessions.map(\.id))
        missing.removeAll(where: shown.contains)
        if page.pageNumber > 1 { hasCounted = true }
    }

    /// Whether the walk has shown any of them: those that are gone prove nothing.
    package var hasMetAny: Bool { missing.count < count }

    /// Whether the walk has shown all changes, if the server tells the truth.
    package var isProof: Bool { hasMetAny && !hasCounted }

    /// Without a witness, nothing is proven.
    package var isEmpty: Bool { count == 0 }
}
