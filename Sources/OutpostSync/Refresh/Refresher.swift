package import OutpostModel
package import OutpostStore

/// Brings the cached copy of one resource into step with the server.
package struct Refresher: Sendable {
    package typealias Progress = @Sendable (RefreshProgress) -> Void

    /// What there is to do between two pages of a long walk, such as what cannot wait for its end.
    package typealias Pause = () async -> Void

    let uplink: any Remote
    let cache: Cache
    let clocks: Clocks
    let rules: SessionRules
    let freshness: Freshness
    let counts: Counts
    let search = Search()

    /// How long to wait before a list that is too short is read again, or a session asked for again
    /// of which the server says that it is not there.
    package static let secondLook = Duration.seconds(2)

    package init(
        _ uplink: any Remote, cache: Cache, clocks: Clocks,
        rules: SessionRules = .init(), freshness: Freshness = Freshness(),
        counts: Counts = Counts()
    ) {
        self.uplink = uplink
        self.cache = cache
        self.clocks = clocks
        self.rules = rules
        self.freshness = freshness
        self.counts = counts
    }

    /// Refreshes one resource, reporting as it goes; the last report is the result, or says why
    /// there is none.
    ///
    /// - Parameter full: for sessions: read all of them, not only what changed. The first refresh
    ///   always does.
    @discardableResult
    package func refresh(
        _ resource: Resource, full: Bool, between pause: Pause = {}, progress: Progress
    ) async throws(RefreshFailure) -> RefreshProgress {
        try await reporting(resource, progress) { report throws(RefreshFailure) in
            switch resource {
            case .departments: try await refreshDepartments(&report)
            case .users: try await refreshUsers(&report)
            case .sessions: try await refreshSessions(full: full, &report, pause, progress)
            }
            return true
        }
    }

    /// - Parameter body: returns whether something was brought to its end, which is what counts.
    func reporting(
        _ resource: Resource, _ progress: Progress,
        _ body: (inout RefreshProgress) async throws(RefreshFailure) -> Bool
    ) async throws(RefreshFailure) -> RefreshProgress {
        var report = RefreshProgress(resource)
        do {
            if try await body(&report) { counts.count(.init(resource, succeeded: true)) }
            report.done = true
            progress(report)
            return report
        } catch {
            report.failure = error.description
            if case .remote(let failure) = error { report.tell(failure.kind) }
            // Who gives up because the agent shuts down has not failed.
            if !Task.isCancelled { note(error, resource) }
            progress(report)
            throw error
        }
    }

    private func note(_ failure: RefreshFailure, _ resource: Resource) {
        counts.count(.init(resource, succeeded: false))
        try? cache.recordFailure(resource, failure.description, at: clocks.now())
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

    func asked<Answer: Sendable>(
        _ request: () async throws(RemoteFailure) -> Answer
    ) async throws(RefreshFailure) -> Answer {
        do { return try await request() } catch { throw .remote(error) }
    }

    func stored<Value>(
        _ body: () throws(StoreFailure) -> Value
    ) throws(RefreshFailure) -> Value {
        do { return try body() } catch { throw .store(error) }
    }
}

extension RefreshProgress {
    fileprivate mutating func tell(_ kind: RemoteFailure.Kind) {
        switch kind {
        case .keyRefused: keyRefused = true
        case .offline(let cause): self.cause = cause
        default: break
        }
    }

    fileprivate mutating func take(_ count: Int, _ changes: ListChanges) {
        pages = 1
        items = count
        total = count
        changed = changes.saved
        deleted = changes.deleted
    }
}
