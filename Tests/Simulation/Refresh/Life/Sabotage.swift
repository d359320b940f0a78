import OutpostModel
import OutpostStore
import OutpostSync

/// Does to a good agent what makes it a broken one.
struct Sabotage {
    let mutation: RefreshMutation?
    private var departments: (at: Duration, list: [Department])?
    private var users: (at: Duration, list: [User])?

    init(_ mutation: RefreshMutation?) { self.mutation = mutation }

    var rules: SessionRules {
        var rules = SessionRules()
        if mutation == .dropOverlap { rules.overlap = 0 }
        return rules
    }

    /// Whether it writes into walks what the agent itself would write only when a page has come.
    var editsWalks: Bool {
        switch mutation {
        case .countPages, .goOnInsteadOfRestart, .positionWithoutPage: true
        default: false
        }
    }

    // MARK: What the server answers

    func alter(
        _ page: SessionPage, asked request: SessionPageRequest, _ cache: Cache,
        _ reader: CacheReader?
    ) -> SessionPage {
        switch mutation {
        case .dropUnknownFields: return page.with(page.sessions.map(\.withoutNovelty))
        case .trustFilter: return page.within(request.updatedAfter)
        case .trustBorder: return page.showing(border(request, cache), from: request.createdAfter)
        case .oldOverNew: forgetTimes(of: page, reader)
        case .cursorBeforeCommit: moveCursor(to: page, cache)
        default: break
        }
        return page
    }

    /// The same answer again, instead of a second look.
    mutating func repeated(_ at: Duration) -> [Department]? {
        guard mutation == .deleteUnconfirmed, let departments, at - departments.at < .seconds(3)
        else { return nil }
        return departments.list
    }

    mutating func repeated(_ at: Duration) -> [User]? {
        guard mutation == .deleteUnconfirmed, let users, at - users.at < .seconds(3) else {
            return nil
        }
        return users.list
    }

    mutating func note(_ list: [Department], at: Duration) { departments = (at, list) }
    mutating func note(_ list: [User], at: Duration) { users = (at, list) }

    /// The sessions that the next page should repeat, as the cache knows them.
    private func border(_ request: SessionPageRequest, _ cache: Cache) -> [Session] {
        guard request.createdAfter != nil, request.pageNumber == 1,
            let progress = try? cache.sessionProgress()
        else { return [] }
        let places = [progress.full?.place, progress.quick?.place].compactMap(\.self)
        let ids = places.filter { $0.createdAfter == request.createdAfter }.flatMap(\.last)
        return ids.compactMap { (try? cache.session($0))?.session }
    }

    private func forgetTimes(of page: SessionPage, _ reader: CacheReader?) {
        for session in page.sessions {
            guard let ticks = session.updatedAt?.ticks else { continue }
            reader?.run(
                """
                UPDATE session SET updatedAt = NULL
                    WHERE id = '\(session.id.text)' AND updatedAt > \(ticks)
                """)
        }
    }

    private func moveCursor(to page: SessionPage, _ cache: Cache) {
        guard var progress = try? cache.sessionProgress(), progress.cursor != nil else { return }
        let newest = page.sessions.compactMap(\.updatedAt).max()
        progress.cursor = [progress.cursor, newest].compactMap(\.self).max()
        try? cache.save(progress)
    }

    /// A page was served, and its answer is lost.
    func lose(_ page: SessionPage, asked request: SessionPageRequest, _ cache: Cache, _ now: Hours)
    {
        guard mutation == .positionWithoutPage, let progress = try? cache.sessionProgress() else {
            return
        }
        let kinds: [SessionWalk.Kind] = [.full, rules.quickKind(progress) ?? .full]
        for kind in kinds {
            var itinerary = SessionItinerary(kind, progress, rules)
            guard itinerary.request == request else { continue }
            _ = itinerary.advance(past: page, at: now.wall)
            try? cache.save(itinerary.progress)
            return
        }
    }

    // MARK: What the agent has written

    func restart(_ cache: Cache) {
        guard mutation == .forgetPosition else { return }
        edit(cache) {
            $0.full = nil
            $0.quick = nil
        }
    }

    /// After each step of the agent.
    func spoil(_ cache: Cache, before: SessionProgress, _ reader: CacheReader?, _ hours: Hours) {
        switch mutation {
        case .cursorToNewest: edit(cache) { if $0.cursor != nil { $0.cursor = $0.newest } }
        case .cursorFromOurClock:
            edit(cache) { if $0.cursor != before.cursor { $0.cursor = Timestamp(hours.wall) } }
        case .neverAskForMissing:
            edit(cache) {
                $0.met = 0
                $0.metOpen = 0
            }
        case .noWitnesses: edit(cache) { Self.trustAgain(&$0, before) }
        case .countPages: edit(cache) { Self.count(&$0) }
        case .goOnInsteadOfRestart: edit(cache) { Self.goOn(&$0, before) }
        case .deleteUnasked: deleteUnasked(cache, reader)
        case .scopeByOurClock:
            let start = Timestamp(hours.wall).minus(seconds: rules.scope)
            reader?.run(
                """
                DELETE FROM session WHERE updatedAt < \(start.ticks)
                    AND status IN ('COMPLETED', 'HIDDEN')
                """)
        default: break
        }
    }

    private func edit(_ cache: Cache, _ change: (inout SessionProgress) -> Void) {
        guard let progress = try? cache.sessionProgress() else { return }
        var changed = progress
        change(&changed)
        if changed != progress { try? cache.save(changed) }
    }

    private static func trustAgain(_ progress: inout SessionProgress, _ before: SessionProgress) {
        guard progress.filter == .fails, before.filter != .fails, progress.quick == nil else {
            return
        }
        progress.filter = before.filter
        progress.fullAt = before.fullAt
    }

    private static func count(_ progress: inout SessionProgress) {
        guard let place = progress.full?.place, place.createdAfter != nil else { return }
        progress.full?.place = SessionPlace()
        progress.full?.place.goesByCreation = false
        progress.full?.place.page = 2
    }

    private static func goOn(_ progress: inout SessionProgress, _ before: SessionProgress) {
        guard let walk = progress.full, let known = before.full, walk.part == known.part,
            !walk.place.goesByCreation, walk.place.page == 1, known.place.goesByCreation
        else { return }
        progress.full?.place.page = walk.pages
    }

    private func deleteUnasked(_ cache: Cache, _ reader: CacheReader?) {
        guard let progress = try? cache.sessionProgress(), progress.met > 0 else { return }
        reader?.run("DELETE FROM session WHERE walk < \(progress.met)")
    }
}
