import Foundation
import Hummingbird
import OutpostModel
import OutpostStore

/// The API's sessions, from the cache, as they will be once what is pending for them is carried out.
struct Sessions: Room {
    let reader: Reader
    let cache: Cache
    let outbox: Outbox
    /// Nil: there is no way to the API but for the cache's sake.
    let passThrough: PassThrough?

    func add(to router: some RouterMethods<GatewayContext>) {
        for (path, version) in [("chat/v1/session", APIVersion.v1), ("chat/v2/session", .v2)] {
            router.get(RouterPath(path)) { request, _ in try await list(request, version) }
            router.get(RouterPath(path + "/:id")) { request, context in
                try await session(request, context.parameters.get("id") ?? "", version)
            }
        }
    }

    private func list(_ request: Request, _ version: APIVersion) async throws -> Response {
        let wanted = try SessionListRequest(QueryItems(request.uri.query))
        if let answer = await inFull(request, wanted.details) { return answer }
        let view = SessionView(version, wanted.details)
        let lookup = Reader.Lookup(
            resource: .sessions, question: .list(.sessions), absence: .noSuchSession
        ) {
            // A part of a list that was never whole would be taken for all of it.
            let state = try cache.refreshState(.sessions)
            guard state.isComplete, let refreshedAt = state.refreshedAt else {
                return Stored<SessionSlice>(value: nil, knownAt: nil)
            }
            return Stored(value: try slice(wanted, view), knownAt: refreshedAt)
        }
        return try await reader.answer(request, lookup) { slice in
            let known = try KnownObjects(for: slice.sessions, shownAs: view, in: cache)
            let envelope = PageEnvelope(
                pageNumber: wanted.pageNumber, pageSize: wanted.selection.limit,
                orderBy: wanted.orderBy, isDescending: wanted.selection.isDescending,
                totalItems: slice.total)
            return envelope.text(slice.sessions.map { view.text($0, known) })
        }
    }

    /// Where a detail is asked for of which the copy knows nothing, the API's own answer if it can be had,
    /// with nothing laid over.
    private func inFull(_ request: Request, _ details: Set<SessionDetail>) async -> Response? {
        guard !details.allSatisfy(\.isCached) else { return nil }
        return await passThrough?.answer(inFull: request)
    }

    /// Filters go by what the answer shows: who asks for a department's sessions gets those that are
    /// on their way to it, and none that are on their way out.
    private func slice(
        _ wanted: SessionListRequest, _ view: SessionView
    ) throws -> SessionSlice {
        try outbox.withPending { pending in
            let slice = try cache.slice(
                wanted.selection, without: view.without,
                given: wanted.selection.asksForPlacement ? pending.placements() : .none)
            return SessionSlice(
                sessions: try slice.sessions.moved(by: pending), total: slice.total)
        }
    }

    private func session(
        _ request: Request, _ text: String, _ version: APIVersion
    ) async throws -> Response {
        guard let id = Session.ID(text) else { throw HelenaError.noSuchSession }
        let query = QueryItems(request.uri.query)
        // The API looks for the session first: a wrong detail of an unknown one is "not found".
        let details = try? SessionDetail.all(in: query)
        if let answer = await inFull(request, details ?? []) { return answer }
        let view = SessionView(version, details ?? [])
        let lookup = Reader.Lookup(
            resource: .sessions, question: .session(id), absence: .noSuchSession
        ) { try stored(id, view) }
        return try await reader.answer(request, lookup) { session in
            _ = try SessionDetail.all(in: query)
            return view.text(session, try KnownObjects(for: [session], shownAs: view, in: cache))
        }
    }

    private func stored(
        _ id: Session.ID, _ view: SessionView
    ) throws -> Stored<CachedSession> {
        let found = try outbox.withPending { pending in
            try cache.sessionObject(id, without: view.without).map { try [$0].moved(by: pending) }
        }
        if let session = found?.first { return Stored(value: session, knownAt: session.knownAt) }
        let state = try cache.refreshState(.sessions)
        // The API has what was forgotten here.
        let isKnowledge = try state.isComplete && !cache.isForgotten(id)
        return Stored(value: nil, knownAt: isKnowledge ? state.refreshedAt : nil)
    }
}

extension [CachedSession] {
    /// With their pending transfers laid over.
    fileprivate func moved(by pending: Pending) throws -> [CachedSession] {
        let upcoming = try pending.upcoming(for: map(\.id))
        guard !upcoming.isEmpty else { return self }
        return map { session in
            upcoming[session.id].map { session.moved(by: $0.target) } ?? session
        }
    }
}
