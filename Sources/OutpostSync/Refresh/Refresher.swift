package import OutpostModel
package import OutpostStore

/// Brings the cached copy of one resource into step with the server.
package struct Refresher: Sendable {
    package typealias Progress = @Sendable (RefreshProgress) -> Void

    private let uplink: any Remote
    private let cache: Cache
    private let clocks: Clocks
    private let rules: SessionItinerary.Rules
    private let freshness: Freshness

    /// How long to wait before a list that is too short is read again.
    package static let secondLook = Duration.seconds(2)

    package init(
        _ uplink: any Remote, cache: Cache, clocks: Clocks,
        rules: SessionItinerary.Rules = .init(), freshness: Freshness = Freshness()
    ) {
        self.uplink = uplink
        self.cache = cache
        self.clocks = clocks
        self.rules = rules
        self.freshness = freshness
    }

    /// Refreshes one resource, reporting as it goes; the last report is the result, or says why
    /// there is none.
    ///
    /// - Parameter full: for sessions: read all of them, not only what changed.
    package func refresh(
        _ resource: Resource, full: Bool, progress: Progress
    ) async throws(RefreshFailure) {
        var report = RefreshProgress(resource)
        do {
            switch resource {
            case .departments: try await refreshDepartments(&report)
            case .users: try await refreshUsers(&report)
            case .sessions: try await refreshSessions(full: full, &report, progress)
            }
            report.done = true
            progress(report)
        } catch {
            report.failure = error.description
            if case .remote(let failure) = error, case .keyRefused = failure.kind {
                report.keyRefused = true
            }
            try? cache.recordFailure(resource, error.description, at: clocks.now())
            progress(report)
            throw error
        }
    }

    private func refreshDepartments(
        _ report: inout RefreshProgress
    ) async throws(RefreshFailure) {
        let list = try await believed(.departments) { () async throws(RemoteFailure) in
            try await uplink.departments()
        }
        try stored { () throws(StoreFailure) in
            report.take(list.count, try cache.replaceDepartments(list, at: clocks.now()))
        }
    }

    private func refreshUsers(_ report: inout RefreshProgress) async throws(RefreshFailure) {
        let list = try await believed(.users) { () async throws(RemoteFailure) in
            try await uplink.users()
        }
        try stored { () throws(StoreFailure) in
            report.take(list.count, try cache.replaceUsers(list, at: clocks.now()))
        }
    }

    /// The list, unless it is suddenly empty or less than half of what it was: then it must be the
    /// same when it is read again, or nothing is believed.
    private func believed<Item: Identifiable & Sendable>(
        _ resource: Resource, _ fetch: () async throws(RemoteFailure) -> [Item]
    ) async throws(RefreshFailure) -> [Item] {
        let list = try await asked(fetch)
        let known = try stored { () throws(StoreFailure) in try cache.count(resource) }
        guard list.count * 2 < known else { return list }
        try? await clocks.sleep(Self.secondLook)
        let second = try await asked(fetch)
        guard Set(second.map(\.id)) == Set(list.map(\.id)) else {
            throw .unbelievable(resource, was: known, now: list.count)
        }
        return second
    }

    private func refreshSessions(
        full: Bool, _ report: inout RefreshProgress, _ progress: Progress
    ) async throws(RefreshFailure) {
        let startedAt = clocks.uptime()
        let known = try stored { () throws(StoreFailure) in try cache.sessionProgress() }
        var itinerary = SessionItinerary(known, full: full, rules: rules, at: clocks.now())
        var isFinished = false
        while !isFinished {
            let request = itinerary.request
            let walk = itinerary.walk
            let page = try await asked { () async throws(RemoteFailure) in
                try await uplink.sessions(request)
            }
            guard page.pageNumber == request.pageNumber else {
                throw .wrongPage(asked: request.pageNumber, got: page.pageNumber)
            }
            isFinished = itinerary.advance(past: page, at: clocks.now())
            try stored { () throws(StoreFailure) in
                report.take(
                    page,
                    changed: try cache.savePage(
                        itinerary.keeping(page), itinerary.progress, walk: walk.number,
                        at: clocks.now()))
                guard isFinished else { return }
                report.deleted += try cache.finishWalk(
                    walk, itinerary.progress, completedBefore: itinerary.completedBefore,
                    at: clocks.now())
            }
            if !isFinished { progress(report) }
        }
        // A walk that was cut off before does not prove what its earlier pages said.
        if known.walk == nil, itinerary.provesAll { freshness.prove(since: startedAt) }
    }

    private func asked<Answer: Sendable>(
        _ request: () async throws(RemoteFailure) -> Answer
    ) async throws(RefreshFailure) -> Answer {
        do { return try await request() } catch { throw .remote(error) }
    }

    private func stored<Value>(
        _ body: () throws(StoreFailure) -> Value
    ) throws(RefreshFailure) -> Value {
        do { return try body() } catch { throw .store(error) }
    }
}

extension RefreshProgress {
    fileprivate mutating func take(_ count: Int, _ changes: ListChanges) {
        pages = 1
        items = count
        total = count
        changed = changes.saved
        deleted = changes.deleted
    }

    fileprivate mutating func take(_ page: SessionPage, changed count: Int) {
        pages += 1
        items += page.sessions.count
        total = page.totalItems.map { max($0, items) }
        changed += count
    }
}
