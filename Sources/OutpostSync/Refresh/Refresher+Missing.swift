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
            }, since: bound)
    }

    /// Sees from the witnesses whether the walk of changes that has just ended can be believed.
    func judge(_ witnesses: Witnesses, _ startedAt: Duration) async throws(RefreshFailure) {
        guard !witnesses.isEmpty else { return }
        let hearing = try await hear(witnesses)
        var progress = try remembered()
        // The server ignored the bound, and the walk became another.
        guard progress.filter != .fails else { return }
        if hearing.isLie {
            progress.distrustFilter()
        } else if witnesses.hasMetAny {
            progress.filter = .works
        }
        let judged = progress
        if judged != (try remembered()) {
            try stored { () throws(StoreFailure) in try cache.save(judged) }
        }
        // Where the list is behind, it may be so with others too.
        if !hearing.isLie, hearing.unlisted == 0, witnesses.isProof {
            freshness.prove(since: startedAt)
        }
    }

    /// What has come out about the witnesses that a walk of changes has not shown.
    private struct Hearing {
        /// Changes were kept back.
        var isLie = false
        /// How many the list does not have so new either.
        var unlisted = 0
    }

    /// How many are sought in the list: where it is behind, it is so with one after the other.
    private static let mostUnlisted = 3

    private func hear(_ witnesses: Witnesses) async throws(RefreshFailure) -> Hearing {
        var hearing = Hearing()
        var denied: [Session.ID] = []
        for id in witnesses.missing.prefix(Search.most) where !isOver(hearing) {
            switch try await look(id) {
            case .there: try await inquire(id, witnesses, &hearing)
            case .denied: denied.append(id)
            case .unknown: break
            }
        }
        guard !isOver(hearing) else { return hearing }
        for id in try await confirm(denied).there where !isOver(hearing) {
            try await inquire(id, witnesses, &hearing)
        }
        return hearing
    }

    private func isOver(_ hearing: Hearing) -> Bool {
        hearing.isLie || hearing.unlisted == Self.mostUnlisted
    }

    /// Whether a session that is there was kept back, or is not in the list as changed.
    private func inquire(
        _ id: Session.ID, _ witnesses: Witnesses, _ hearing: inout Hearing
    ) async throws(RefreshFailure) {
        let inquiry = try stored { () throws(StoreFailure) -> Inquiry? in
            guard let session = try cache.session(id)?.session, let moment = session.createdAt
            else { return nil }
            let known = try cache.sessions(createdUpTo: moment, limit: Inquiry.neighbours + 1)
            return Inquiry(session, among: known)
        }
        guard let inquiry, let since = witnesses.since else { return hearing.isLie = true }
        let page = try await asked { () async throws(RemoteFailure) in
            try await uplink.sessions(inquiry.request)
        }
        if inquiry.isNew(in: page, since: since) {
            hearing.isLie = true
        } else {
            hearing.unlisted += 1
        }
    }

    /// Asks for some of the sessions that are missing; the others wait for the next refresh.
    func lookForMissing(_ report: inout RefreshProgress) async throws(RefreshFailure) {
        var progress = try remembered()
        guard progress.met > 0 || progress.metOpen > 0 else { return }
        let known = progress
        let missing = try stored { () throws(StoreFailure) in
            try cache.missing(known, after: search.last, limit: search.limit)
        }
        var denied: [Session.ID] = []
        var isInVain = true
        for id in missing {
            search.pass(id)
            switch try await look(id) {
            case .there: isInVain = false
            case .denied: denied.append(id)
            case .unknown: break
            }
        }
        let (deleted, there) = try await confirm(denied)
        report.deleted += deleted
        search.end(inVain: isInVain && deleted == 0 && there.isEmpty)
        guard missing.isEmpty else { return }
        search.end(inVain: false)
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
    /// - Returns: how many, and which are there after all.
    private func confirm(
        _ denied: [Session.ID]
    ) async throws(RefreshFailure) -> (deleted: Int, there: [Session.ID]) {
        guard !denied.isEmpty, try await showsListed() else { return (0, []) }
        try? await clocks.sleep(Self.secondLook)
        var (deleted, there) = (0, [Session.ID]())
        for id in denied {
            switch try await look(id) {
            case .denied:
                try stored { () throws(StoreFailure) in try cache.delete(id) }
                deleted += 1
            case .there: there.append(id)
            case .unknown: break
            }
        }
        return (deleted, there)
    }

    /// How many sessions that are listed are asked for before it is said that none is shown.
    private static let mostListed = 3

    /// Whether the server shows by their ids the sessions that it lists at this moment: what it refuses
    /// may be the way we ask. If so, nothing is to be taken for deleted, and people are told. A server
    /// that lists none has nothing that it could show.
    private func showsListed() async throws(RefreshFailure) -> Bool {
        let page = try await asked { () async throws(RemoteFailure) in
            try await uplink.sessions(
                SessionPageRequest(newestFirst: true, pageSize: Self.mostListed))
        }
        guard !page.sessions.isEmpty else { return true }
        for session in page.sessions.prefix(Self.mostListed)
        where try await look(session.id) == .there {
            return true
        }
        try? cache.recordFailure(.sessions, Self.noneShown, at: clocks.now())
        return false
    }

    private static let noneShown = """
        the server refuses to show by their ids even sessions that it lists: none of those that are \
        missing is taken for deleted
        """

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
