import OutpostModel
import OutpostStore

// What a walk should have met, and has not: nothing is deleted on the word of a list. The server is
// asked for each session by its id.
extension Refresher {
    func witnesses(_ progress: SessionProgress) throws(RefreshFailure) -> Witnesses {
        guard rules.quickKind(progress) == .changes,
            let since = SessionItinerary(.changes, progress, rules).walk.since
        else { return Witnesses() }
        // A server may compare whole seconds.
        let bound = since.minus(seconds: -1)
        return Witnesses(
            try stored { () throws(StoreFailure) in
                try cache.sessions(updatedAfter: bound, limit: Witnesses.most)
            })
    }

    /// Sees from the witnesses whether the walk of changes that has just ended can be believed.
    func judge(_ witnesses: Witnesses, _ startedAt: Duration) async throws(RefreshFailure) {
        guard !witnesses.isEmpty else { return }
        var isLie = false
        for id in witnesses.missing.prefix(Self.looksAtOnce) where !isLie {
            isLie = try await isThere(id)
        }
        var progress = try remembered()
        // The server ignored the bound, and the walk became another.
        guard progress.filter != .fails else { return }
        if isLie {
            progress.distrustFilter()
        } else if witnesses.hasMetAny {
            progress.filter = .works
        }
        let judged = progress
        if judged != (try remembered()) {
            try stored { () throws(StoreFailure) in try cache.save(judged) }
        }
        if !isLie, witnesses.isProof { freshness.prove(since: startedAt) }
    }

    /// Asks for some of the sessions that are missing; the others wait for the next refresh.
    func lookForMissing(_ report: inout RefreshProgress) async throws(RefreshFailure) {
        var progress = try remembered()
        guard progress.met > 0 || progress.metOpen > 0 else { return }
        let known = progress
        let missing = try stored { () throws(StoreFailure) in
            try cache.missing(known, limit: Self.looksAtOnce)
        }
        for id in missing where try await !isThere(id) { report.deleted += 1 }
        guard missing.isEmpty else { return }
        progress.met = 0
        progress.metOpen = 0
        let complete = progress
        try stored { () throws(StoreFailure) in try cache.save(complete) }
    }

    /// Reads one session, and brings the cache in step with what the server says of it.
    private func isThere(_ id: Session.ID) async throws(RefreshFailure) -> Bool {
        let answer: Result<Session, RemoteFailure>
        do { answer = .success(try await uplink.session(id)) } catch { answer = .failure(error) }
        switch answer {
        case .success(let session):
            try stored { () throws(StoreFailure) in try cache.save(session, at: clocks.now()) }
            return true
        case .failure(let failure):
            guard case .rejected = failure.kind else { throw .remote(failure) }
            try stored { () throws(StoreFailure) in try cache.delete(id) }
            return false
        }
    }
}
