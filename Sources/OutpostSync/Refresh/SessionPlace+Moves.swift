import OutpostModel

extension SessionPlace {
    /// How many sessions the next page repeats of a page of so many.
    static func repeated(of count: Int) -> Int { min(3, max(1, count / 10)) }
    /// A server may compare times no finer than that, ticks: one second.
    static let coarseness: Int64 = 10_000_000
    /// How far before the session that is to be repeated the next page begins, ticks: more than a
    /// server may overlook that compares whole seconds.
    static let margin = coarseness + 10_000

    /// How many sessions of a page are remembered for a step back.
    static let mostMet = 8

    /// Whether the page goes on from here, with nothing left out between: it is in the order of
    /// creation, keeps to its bound, and shows again one of the last sessions, or does not yet come
    /// to them.
    func isFollowed(by page: SessionPage) -> Bool {
        guard goesByCreation, let createdAfter, !last.isEmpty else { return true }
        guard isInOrder(page) else { return false }
        if shows(page) { return true }
        guard page.hasMore, let end = page.sessions.last?.createdAt else { return false }
        return end.ticks <= createdAfter.ticks + Self.margin
    }

    private func shows(_ page: SessionPage) -> Bool {
        !Set(last).isDisjoint(with: page.sessions.map(\.id))
    }

    /// The page does not go on from here. If the last sessions have only left the list, a page from
    /// a little before shows others of the page that they were on; if it does not either, or the
    /// next one after it, the server cannot be asked by creation.
    mutating func doubt(_ page: SessionPage) {
        guard let stepBack, isInOrder(page) else {
            self = SessionPlace()
            goesByCreation = false
            return
        }
        createdAfter = stepBack.createdAfter
        self.page = stepBack.page
        total = nil
        last = stepBack.met
        self.stepBack = nil
        hasSteppedBack = true
    }

    private func isInOrder(_ page: SessionPage) -> Bool {
        guard let createdAfter else { return true }
        guard let times = page.orderedCreations, page.unreadable == 0 else { return false }
        return (times.first ?? createdAfter).ticks >= createdAfter.ticks - Self.coarseness
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
        if shows(page) { last = [] }
        let repeated = Self.repeated(of: times.count)
        let bound = Timestamp(ticks: times[times.count - repeated].ticks - Self.margin)
        let isFurther = createdAfter.map { $0 < bound } ?? true
        // From there on, less than this page is read again.
        if isFurther, let first = times.first, first <= bound {
            let start = StepBack(createdAfter: createdAfter, page: self.page, met: page.some)
            stepBack = hasSteppedBack ? nil : start
            hasSteppedBack = false
            createdAfter = bound
            self.page = 1
            total = nil
            last = page.sessions.suffix(repeated).map(\.id)
            return false
        }
        // More sessions of one second than a page holds: within it, pages are counted.
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
    /// Some of its sessions, from all over it.
    fileprivate var some: [Session.ID] {
        let step = max(1, sessions.count / SessionPlace.mostMet)
        return stride(from: 0, to: sessions.count, by: step).prefix(SessionPlace.mostMet)
            .map { sessions[$0].id }
    }

    /// When each of its sessions was created; nil if one does not say, or they are in another order.
    var orderedCreations: [Timestamp]? {
        let times = sessions.compactMap(\.createdAt)
        guard times.count == sessions.count, zip(times, times.dropFirst()).allSatisfy(<=) else {
            return nil
        }
        return times
    }
}
