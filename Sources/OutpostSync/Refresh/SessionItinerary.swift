package import Foundation
package import OutpostModel

/// The way through the server's session list: which page next, what to keep of it, when it is done.
/// It decides and does nothing.
///
///     full      mark ──▶ open ──▶ recent
///     open               open
///     changes                     recent
///
/// Nothing is skipped, though sessions come, go and change while we walk: the list is read in the
/// order of creation, from shortly before the last session that was met (``SessionPlace``), and the
/// cursor never passes the moment at which the walk began.
package struct SessionItinerary: Hashable, Sendable {
    /// A server that never stops saying that there is more is not followed for ever.
    package static let mostPages = 100_000

    package private(set) var progress: SessionProgress
    package private(set) var walk: SessionWalk
    private let rules: SessionRules

    /// Goes on with the walk of that kind that was cut off, or begins one.
    package init(_ kind: SessionWalk.Kind, _ progress: SessionProgress, _ rules: SessionRules) {
        self.rules = rules
        self.progress = progress
        let known = kind == .full ? progress.full : progress.quick
        if let known, known.kind == kind {
            walk = known
        } else {
            walk = Self.begin(kind, &self.progress, rules)
        }
        keep(walk)
    }

    package var request: SessionPageRequest {
        let place = walk.place
        return switch walk.part {
        case .mark: SessionPageRequest(newestFirst: true)
        case .open:
            SessionPageRequest(
                statuses: Session.Status.open, createdAfter: place.createdAfter,
                pageNumber: place.page)
        case .recent:
            SessionPageRequest(
                updatedAfter: walk.since, createdAfter: place.createdAfter,
                pageNumber: place.page)
        }
    }

    /// What of a page is to be kept.
    package func keeping(_ page: SessionPage) -> [Session] {
        guard let start = rules.scopeStart(progress, walk) else { return page.sessions }
        return page.sessions.filter { session in
            session.status.isOpen || session.updatedAt.map { $0 >= start } ?? true
        }
    }

    /// Ended sessions that were not updated since then are out of scope.
    package var completedBefore: Timestamp? { rules.scopeStart(progress, walk) }

    /// Takes in that a page was read.
    ///
    /// - Returns: whether the walk has come to its end.
    package mutating func advance(past page: SessionPage, at now: Date) -> Bool {
        guard isWithinBound(page) else {
            giveUpBound()
            return false
        }
        guard walk.part == .mark || walk.place.isFollowed(by: page) else {
            walk.place.doubt(page)
            keep(walk)
            return false
        }
        note(page)
        let isOver = walk.place.move(past: page) || walk.pages >= Self.mostPages
        guard isOver || walk.part == .mark else {
            keep(walk)
            return false
        }
        return nextPart(at: now)
    }

    private mutating func note(_ page: SessionPage) {
        walk.pages += 1
        let times = page.sessions.compactMap(\.updatedAt)
        if isFirstPage { walk.mark = ([walk.mark] + times).compactMap(\.self).max() }
        walk.newest = ([walk.newest] + times).compactMap(\.self).max()
        guard walk.part != .mark else { return }
        let again = Set(walk.place.last)
        walk.items += page.sessions.count { !again.contains($0.id) }
        // From where it was asked, the list is as long as it says; on later pages from there, count.
        let left = walk.place.page == 1 ? page.totalItems : walk.remaining
        walk.remaining = left.map { max(0, $0 - page.sessions.count) }
    }

    /// What it shows the server had when the walk began; what later pages show may be newer.
    private var isFirstPage: Bool {
        walk.newest == nil && (walk.part == .mark || walk.kind != .full)
    }

    private mutating func nextPart(at now: Date) -> Bool {
        walk.place = SessionPlace()
        walk.remaining = nil
        switch (walk.kind, walk.part) {
        case (.full, .mark):
            walk.part = .open
        case (.full, .open):
            walk.part = .recent
            let isTrusted = progress.filter == .untried || progress.filter == .works
            walk.since = isTrusted ? recentStart(at: now) : nil
        default:
            finish(at: now)
            return true
        }
        keep(walk)
        return false
    }

    /// An account without a session tells no time; ours will do for it.
    private func recentStart(at now: Date) -> Timestamp {
        rules.scopeStart(progress, walk) ?? Timestamp(now.addingTimeInterval(-rules.scope))
    }

    private mutating func finish(at now: Date) {
        progress.newest = [progress.newest, walk.newest].compactMap(\.self).max()
        switch walk.kind {
        case .full:
            progress.met = walk.number
            progress.metOpen = max(progress.metOpen, walk.number)
            progress.fullAt = now
            progress.full = nil
            if progress.filter == .fails { progress.filter = .onTrial }
            progress.cursor = [progress.cursor, walk.mark].compactMap(\.self).max()
        case .open:
            progress.metOpen = max(progress.metOpen, walk.number)
            progress.quick = nil
            // The account was empty when it was walked in full, and told no time to go on from. What
            // has ended since then no walk of open sessions meets.
            let hasBegun = progress.cursor == nil && walk.mark != nil
            if hasBegun, progress.filter != .fails { progress.fullAt = nil }
        case .changes:
            progress.cursor = [progress.cursor, walk.mark].compactMap(\.self).max()
            progress.quick = nil
        }
    }

    /// Whether the server keeps to the bound that it was given. An item without a time proves nothing.
    private func isWithinBound(_ page: SessionPage) -> Bool {
        guard walk.part == .recent, let since = walk.since else { return true }
        let bound = since.minus(seconds: 1)  // a server may compare whole seconds
        return page.sessions.allSatisfy { $0.updatedAt.map { $0 >= bound } ?? true }
    }

    /// The server ignores the bound: what comes is its whole history.
    private mutating func giveUpBound() {
        if walk.kind == .changes {
            progress.distrustFilter()
            walk = Self.begin(.open, &progress, rules)
        } else {
            progress.filter = .fails
            walk.giveUpBound()
        }
        keep(walk)
    }

    private mutating func keep(_ walk: SessionWalk) {
        if walk.kind == .full { progress.full = walk } else { progress.quick = walk }
    }

    private static func begin(
        _ kind: SessionWalk.Kind, _ progress: inout SessionProgress, _ rules: SessionRules
    ) -> SessionWalk {
        guard kind != .changes else {
            return SessionWalk(
                kind: .changes, number: progress.walks, part: .recent,
                since: progress.cursor?.minus(seconds: rules.overlap), mark: progress.newest)
        }
        progress.walks += 1
        return SessionWalk(
            kind: kind, number: progress.walks, part: kind == .full ? .mark : .open,
            mark: progress.newest)
    }
}

extension SessionProgress {
    /// Asking for changes does not tell all of them: from now on it is done without, and what was
    /// missed meanwhile is found by a full walk; unless the last one was made without it already.
    /// The copy is as whole as it was, so it goes on answering until then.
    package mutating func distrustFilter() {
        if filter != .onTrial {
            fullAt = fullAt.map { min($0, Date(timeIntervalSince1970: 0)) }
            full?.giveUpBound()
        }
        filter = .fails
        quick = nil
    }
}

extension SessionWalk {
    /// What was asked for with the bound is asked for again, without it.
    fileprivate mutating func giveUpBound() {
        guard since != nil else { return }
        since = nil
        place = SessionPlace()
        remaining = nil
    }
}
