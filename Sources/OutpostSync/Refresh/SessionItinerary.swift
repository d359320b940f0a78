package import Foundation
package import OutpostModel

/// The way through the server's session list: which page next, what to keep of it, when it is done.
///
/// A full walk has two parts, the open sessions and those that changed within the scope; a walk of
/// changes has the second alone, from the cursor. It decides and does nothing.
package struct SessionItinerary: Hashable, Sendable {
    /// What is kept, and when a full walk is due.
    package struct Rules: Hashable, Sendable {
        /// Ended sessions that changed within this time are kept, seconds.
        package var scope: TimeInterval = 30 * 86_400
        /// How far behind the cursor a walk of changes begins, seconds: clocks and answers overlap.
        package var overlap: TimeInterval = 120
        /// How long a full walk stays good, seconds.
        package var fullEvery: TimeInterval = 6 * 3_600

        package init() {}
    }

    /// A server that never stops saying that there is more is not followed for ever.
    package static let mostPages = 100_000

    package private(set) var progress: SessionProgress
    package private(set) var walk: SessionWalk
    private let rules: Rules
    private let scopeStart: Timestamp

    /// Goes on with a walk that was cut off, or begins the one that is due.
    ///
    /// - Parameter full: ask for a full walk whatever is due.
    package init(_ progress: SessionProgress, full: Bool, rules: Rules = Rules(), at now: Date) {
        self.rules = rules
        scopeStart = Timestamp(now.addingTimeInterval(-rules.scope))
        self.progress = progress
        if let walk = progress.walk, walk.kind == .full || !full {
            self.walk = walk
        } else if !full, let cursor = progress.cursor, progress.filterWorks != false,
            let fullAt = progress.fullAt,
            // A future one was stamped by a clock that has been set back since.
            (0..<rules.fullEvery).contains(now.timeIntervalSince(fullAt))
        {
            walk = SessionWalk(
                kind: .changes, number: progress.walks, part: .recent,
                since: cursor.minus(seconds: rules.overlap), startedAt: now)
        } else {
            walk = Self.fullWalk(&self.progress, since: scopeStart, at: now)
        }
        self.progress.walk = walk
    }

    package var request: SessionPageRequest {
        switch walk.part {
        case .open: SessionPageRequest(statuses: Session.Status.open, pageNumber: walk.page)
        case .recent: SessionPageRequest(updatedAfter: walk.since, pageNumber: walk.page)
        }
    }

    /// What of a page is to be kept.
    package func keeping(_ page: SessionPage) -> [Session] {
        page.sessions.filter { session in
            session.status.isOpen || session.updatedAt.map { $0 >= scopeStart } ?? true
        }
    }

    /// Takes in that a page was read.
    ///
    /// - Returns: whether the walk has come to its end.
    package mutating func advance(past page: SessionPage, at now: Date) -> Bool {
        let filterFailed = checkFilter(page)
        if filterFailed, walk.kind == .changes {
            // The server ignores the bound: this would be its whole history, page by page.
            walk = Self.fullWalk(&progress, since: scopeStart, at: now)
            progress.walk = walk
            return false
        }
        walk.newest = ([walk.newest] + page.sessions.map(\.updatedAt)).compactMap(\.self).max()
        if filterFailed || (walk.part == .open && isLastPage(page) && progress.filterWorks == false)
        {
            // Without the bound the recent ones are somewhere in the whole history: the open
            // sessions are what can be had.
            finish(at: now)
            return true
        }
        if !isLastPage(page) {
            walk.page += 1
        } else if walk.part == .open {
            walk.part = .recent
            walk.page = 1
        } else {
            finish(at: now)
            return true
        }
        progress.walk = walk
        return false
    }

    /// Whether, at its end, the cache has every change that the server had at its start.
    package var provesAll: Bool { walk.kind == .changes && progress.filterWorks == true }

    /// Ended sessions that were not updated since then are out of scope.
    package var completedBefore: Timestamp { scopeStart }

    private func isLastPage(_ page: SessionPage) -> Bool {
        let isEmpty = page.sessions.isEmpty && page.unreadable == 0
        return !page.hasMore || isEmpty || walk.page >= Self.mostPages
    }

    private mutating func finish(at now: Date) {
        let walked = max(0, now.timeIntervalSince(walk.startedAt))
        let reached = walk.newest?.minus(seconds: walked)
        progress.cursor = [progress.cursor, reached].compactMap(\.self).max()
        if walk.kind == .full { progress.fullAt = now }
        progress.walk = nil
    }

    /// Sees whether the server keeps to the bound that it was given.
    private mutating func checkFilter(_ page: SessionPage) -> Bool {
        guard walk.part == .recent, let since = walk.since, !page.sessions.isEmpty else {
            return false
        }
        let isKept = page.sessions.allSatisfy { $0.updatedAt.map { $0 >= since } ?? true }
        if !isKept { progress.filterWorks = false }
        if isKept, progress.filterWorks == nil { progress.filterWorks = true }
        return !isKept
    }

    private static func fullWalk(
        _ progress: inout SessionProgress, since: Timestamp, at now: Date
    ) -> SessionWalk {
        progress.walks += 1
        return SessionWalk(
            kind: .full, number: progress.walks, part: .open, since: since, startedAt: now)
    }
}
