import OutpostModel

/// Why a walk of changes has not shown a session that is there: the server keeps changes back, or
/// its list does not have this one, or not so new, whatever it is asked for. A list may be behind
/// what is told of a session by its id, and may leave some out.
struct Inquiry: Hashable, Sendable {
    /// How many sessions that were created shortly before must be on the page that is asked for, or
    /// one of them: otherwise that page says nothing of those that it does not have.
    static let neighbours = 3

    private let session: Session.ID
    private let createdAt: Timestamp
    private let neighbours: Set<Session.ID>
    private let createdAfter: Timestamp

    /// - Parameter known: the sessions that were created last up to then, the latest first.
    /// - Returns: nil if the session cannot be found in the list by its creation.
    init?(_ session: Session, among known: [Session]) {
        let others = known.filter { $0.id != session.id }.prefix(Self.neighbours)
        guard let createdAt = session.createdAt, let first = others.last?.createdAt else {
            return nil
        }
        self.session = session.id
        self.createdAt = createdAt
        neighbours = Set(others.map(\.id))
        createdAfter = Timestamp(ticks: first.ticks - SessionPlace.margin)
    }

    /// The page of the list on which it should be.
    var request: SessionPageRequest { SessionPageRequest(createdAfter: createdAfter) }

    /// Whether the list has the session as changed after that moment; true also if the page does not
    /// tell.
    func isNew(in page: SessionPage, since bound: Timestamp) -> Bool {
        if let listed = page.sessions.first(where: { $0.id == session }) {
            return listed.updatedAt.map { $0 > bound } ?? true
        }
        return !isWhole(page)
    }

    /// Whether the page shows everything from the neighbours to where the session should be.
    private func isWhole(_ page: SessionPage) -> Bool {
        guard page.unreadable == 0, let times = page.orderedCreations, let first = times.first,
            let last = times.last
        else { return false }
        return first.ticks >= createdAfter.ticks - SessionPlace.coarseness
            && !neighbours.isDisjoint(with: page.sessions.map(\.id))
            && (!page.hasMore || last > createdAt)
    }
}
