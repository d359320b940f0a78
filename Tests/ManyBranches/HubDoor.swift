import OutpostModel
import OutpostStore
import OutpostSync

/// A hub as one of its branches asks it: its copy answers, and a transfer is accepted on its disk,
/// then waited for, as the local API does it.
struct HubDoor: Remote {
    let hub: FleetAgent
    let account: Account
    /// The branch's own sessions, by their numbers.
    let listed: Range<Int>
    let way: WayThere

    /// How long the local API waits for a delivery before it answers that it was accepted.
    private static let wait = Duration.seconds(5)

    func departments() async throws(RemoteFailure) -> [Department] {
        try await way.ask { () throws(RemoteFailure) in Account.departments }
    }

    func users() async throws(RemoteFailure) -> [User] {
        try await way.ask { () throws(RemoteFailure) in [] }
    }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        try await way.ask { () throws(RemoteFailure) in account.page(request, of: listed) }
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try await way.ask { () throws(RemoteFailure) in try known(id) }
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        try await way.ask { () async throws(RemoteFailure) in
            do { return try await accept(id, target) } catch {
                throw error as? RemoteFailure
                    ?? RemoteFailure(
                        .unavailable(status: 503), mayHaveBeenApplied: false, reason: "\(error)")
            }
        }
    }

    private func known(_ id: Session.ID) throws(RemoteFailure) -> Session {
        guard let listing = try? hub.cache.session(id) else { throw .unknownSession }
        return listing.session
    }

    private func accept(_ id: Session.ID, _ target: TransferTarget) async throws -> Session {
        let session = try known(id)
        let new = NewIntent(
            id: .sameDigits(id), sessionID: id, target: target, base: Intent.Base(session),
            lifetime: TransferRequest.defaultLifetime, joinsEqual: true)
        let watch = hub.watchers.watch(new.id)
        defer { watch.map { hub.watchers.end($0) } }
        _ = try hub.outbox.accept(new, at: hub.clocks.now())
        hub.bell.ring()
        _ = try await watch?.outcome(
            in: hub.outbox, line: hub.line, atMost: Self.wait, hub.clocks)
        return watch?.answer ?? session.accepted(for: target)
    }
}
