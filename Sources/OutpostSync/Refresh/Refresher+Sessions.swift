package import OutpostModel
import OutpostStore

// Sessions are walked, page by page. Every page begins from what the cache remembers and ends with
// it, so that a walk may be left after any page, and others made before it goes on.
extension Refresher {
    func refreshSessions(
        full: Bool, _ report: inout RefreshProgress, _ pause: Pause, _ progress: Progress
    ) async throws(RefreshFailure) {
        let known = try remembered()
        if full || rules.quickKind(known) == nil {
            while try await !step(.full, &report) {
                progress(report)
                await pause()
            }
        }
        try await walkQuickly(&report, progress)
    }

    /// Whether a refresh of it would be a walk through all sessions.
    func walksFully(_ resource: Resource, full: Bool) -> Bool {
        guard resource == .sessions, !full, let known = try? remembered() else {
            return resource == .sessions
        }
        return rules.quickKind(known) == nil
    }

    /// Brings in what changed. Nothing, before the first full walk.
    package func refreshChanges() async throws(RefreshFailure) -> RefreshProgress {
        try await reporting(.sessions, { _ in }) { report throws(RefreshFailure) in
            try await walkQuickly(&report) { _ in }
            return report.pages > 0
        }
    }

    package func isFullDue() throws(RefreshFailure) -> Bool {
        rules.isFullDue(try remembered(), at: clocks.now())
    }

    /// Goes one page on in a full walk, or begins one.
    ///
    /// - Returns: whether it has come to its end.
    package func reconcilePage() async throws(RefreshFailure) -> Bool {
        var isFinished = false
        _ = try await reporting(.sessions, { _ in }) { report throws(RefreshFailure) in
            isFinished = try await step(.full, &report)
            return isFinished
        }
        return isFinished
    }

    private func walkQuickly(
        _ report: inout RefreshProgress, _ progress: Progress
    ) async throws(RefreshFailure) {
        let startedAt = clocks.uptime()
        let known = try remembered()
        var witnesses = known.quick == nil ? try witnesses(known) : Witnesses()
        while let kind = rules.quickKind(try remembered()) {
            guard try await !step(kind, &report, { witnesses.meet($0) }) else { break }
            progress(report)
        }
        if rules.quickKind(known) == .changes { try await judge(witnesses, startedAt) }
        try await lookForMissing(&report)
    }

    /// One page.
    ///
    /// - Returns: whether the walk has come to its end.
    private func step(
        _ kind: SessionWalk.Kind, _ report: inout RefreshProgress,
        _ meet: (SessionPage) -> Void = { _ in }
    ) async throws(RefreshFailure) -> Bool {
        var itinerary = SessionItinerary(kind, try remembered(), rules)
        let request = itinerary.request
        let turn = try stored { () throws(StoreFailure) in try cache.turn() }
        let page = try await asked { () async throws(RemoteFailure) in
            try await uplink.sessions(request)
        }
        guard page.pageNumber == request.pageNumber || page.isEnd(before: request.pageNumber)
        else {
            throw .wrongPage(asked: request.pageNumber, got: page.pageNumber)
        }
        meet(page)
        let now = clocks.now()
        let isFinished = itinerary.advance(past: page, at: now)
        let changes = try stored { () throws(StoreFailure) in
            let sessions = itinerary.keeping(page)
            guard isFinished else {
                return try cache.savePage(sessions, itinerary.progress, asked: turn, at: now)
            }
            return try cache.finishWalk(
                sessions, itinerary.progress, completedBefore: itinerary.completedBefore,
                asked: turn, at: now)
        }
        report.take(itinerary.walk, changes)
        return isFinished
    }

    func remembered() throws(RefreshFailure) -> SessionProgress {
        try stored { () throws(StoreFailure) in try cache.sessionProgress() }
    }
}

extension SessionPage {
    /// Whether it is the last page in place of one behind it: the list has become shorter than it was
    /// when its pages were counted, and some servers then give the last that there is.
    fileprivate func isEnd(before asked: Int) -> Bool {
        (1..<asked).contains(pageNumber) && !hasMore
    }
}

extension RefreshProgress {
    fileprivate mutating func take(_ walk: SessionWalk, _ changes: ListChanges) {
        pages += 1
        items = max(items, walk.items)
        total = walk.remaining.map { items + $0 }
        changed += changes.saved
        deleted += changes.deleted
    }
}
