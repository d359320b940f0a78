import OutpostModel
import OutpostSync

/// The API as one agent asks it.
struct AccountRemote: Remote {
    let account: Account
    /// The sessions that its list shows. The real one would show those of all branches: that would
    /// make the first refresh longer, and each of the later ones hardly.
    let listed: Range<Int>
    /// Nil: the account is asked at once, and does not count it.
    let way: WayThere?

    func departments() async throws(RemoteFailure) -> [Department] {
        try await ask(.list) { () throws(RemoteFailure) in Account.departments }
    }

    func users() async throws(RemoteFailure) -> [User] {
        try await ask(.list) { () throws(RemoteFailure) in [] }
    }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        try await ask(.list) { () throws(RemoteFailure) in account.page(request, of: listed) }
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try await ask(.look) { () throws(RemoteFailure) in try account.session(id) }
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        try await ask(.transfer) { () throws(RemoteFailure) in
            try account.transfer(id, to: target, at: way?.clocks.uptime() ?? .zero)
        }
    }

    private func ask<Answer: Sendable>(
        _ request: Account.Request, _ serve: () throws(RemoteFailure) -> Answer
    ) async throws(RemoteFailure) -> Answer {
        guard let way else { return try serve() }
        return try await way.ask { () throws(RemoteFailure) in
            if let wait = account.arrives(request, at: way.clocks.uptime()) {
                throw .tooMany(wait)
            }
            return try serve()
        }
    }
}
