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
        var denied: [Session.ID] = []
        for id in witnesses.missing.prefix(Self.looksAtOnce) where !isLie {
            switch try await look(id) {
            case .there: isLie = true
            case .denied: denied.append(id)
            case .unknown: break
            }
        }
        if !isLie { isLie = try await confirm(denied).there > 0 }
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
        var denied: [Session.ID] = []
        for id in missing where try await look(id) == .denied { denied.append(id) }
        report.deleted += try await confirm(denied).deleted
        guard missing.isEmpty else { return }
        progress.met = 0
        progress.metOpen = 0
        let complete = progress
        try stored { () throws(StoreFailure) in try cache.save(complete) }
    }

    /// What the server says of one session.
    private enum Look {
        case there, denied
        /// Only of this one it cannot say anything now: the others need not wait for it.
        case unknown
    }

    /// Deletes the sessions of which the server says a second time that they are not there.
    ///
    /// - Returns: how many, and how many are there after all.
    private func confirm(
        _ denied: [Session.ID]
    ) async throws(RefreshFailure) -> (deleted: Int, there: Int) {
        guard !denied.isEmpty else { return (0, 0) }
        try? await clocks.sleep(Self.secondLook)
        var (deleted, there) = (0, 0)
        for id in denied {
            switch try await look(id) {
            case .denied:
                try stored { () throws(StoreFailure) in try cache.delete(id) }
                deleted += 1
            case .there: there += 1
            case .unknown: break
            }
        }
        return (deleted, there)
    }

    /// Reads one session into the cache.
    private func look(_ id: Session.ID) async throws(RefreshFailure) -> Look {
        let turn = try stored { () throws(StoreFailure) in try cache.turn() }
        let answer: Result<Session, RemoteFailure>
        do { answer = .success(try await uplink.session(id)) } catch { answer = .failure(error) }
        switch answer {
        case .success(let session):
            try stored { () throws(StoreFailure) in
                try cache.save(session, asked: turn, inPassing: true, at: clocks.now())
            }
            return .there
        case .failure(let failure):
            switch failure.kind {
            case .rejected: return .denied
            case .unexplained: return .unknown
            default: throw .remote(failure)
            }
        }
    }
}
