import OutpostModel

extension SessionPlace {
    /// How many sessions the next page repeats of a page of so many.
    static func repeated(of count: Int) -> Int { min(3, max(1, count / 10)) }
    /// A server may compare times no finer than that, ticks: one second.
    static let coarseness: Int64 = 10_000_000
    /// How far before the session that is to be repeated the next page begins, ticks: more than a
    /// server may overlook that compares whole seconds.
    static let margin = coarseness + 10_000

    /// Whether the page goes on from here, with nothing left out between: it is in the order of
    /// creation, keeps to its bound, and shows again one of the last sessions.
    func isFollowed(by page: SessionPage) -> Bool {
        guard goesByCreation, let createdAfter, self.page == 1 else { return true }
        guard let times = page.orderedCreations, page.unreadable == 0,
            (times.first ?? createdAfter).ticks >= createdAfter.ticks - Self.coarseness
        else { return false }
        return !Set(last).isDisjoint(with: page.sessions.map(\.id))
    }

    /// Moves to the next page.
    ///
    /// - Returns: true if there is none.
    mutating func move(past page: SessionPage) -> Bool {
        let isEmpty = page.sessions.isEmpty && page.unreadable == 0
        guard page.hasMore, !isEmpty else { return true }
        guard let times = page.orderedCreations, page.unreadable == 0 else {
            goesByCreation = false
            return countOn(page)
        }
        guard goesByCreation else { return countOn(page) }
        let repeated = Self.repeated(of: times.count)
        let bound = Timestamp(ticks: times[times.count - repeated].ticks - Self.margin)
        if createdAfter.map({ $0 < bound }) ?? true {
            createdAfter = bound
            self.page = 1
            total = nil
            last = page.sessions.suffix(repeated).map(\.id)
            return false
        }
        // More sessions of one moment than a page holds: within it, pages are counted.
        return countOn(page)
    }

    /// While pages are counted, a list that has become shorter has moved sessions to the page
    /// before: that one is read again.
    private mutating func countOn(_ page: SessionPage) -> Bool {
        let hasShrunk = page.totalItems.flatMap { now in total.map { now < $0 } } ?? false
        // One step back for each time: where the total is never the same, there would be no end.
        total = hasShrunk ? nil : page.totalItems
        self.page = hasShrunk ? max(1, self.page - 1) : self.page + 1
        return false
    }
}

extension SessionPage {
    /// When each of its sessions was created; nil if one does not say, or they are in another order.
    fileprivate var orderedCreations: [Timestamp]? {
        let times = sessions.compactMap(\.createdAt)
        guard times.count == sessions.count, zip(times, times.dropFirst()).allSatisfy(<=) else {
            return nil
        }
        return times
    }
}
