import OutpostModel
import OutpostSync
import Synchronization

/// The branch as its agent sees it over the line. It answers at once: time passes by itself.
final class BranchRemote: Remote {
    private let branch: Mutex<Branch>

    init(_ branch: sending Branch) { self.branch = Mutex(branch) }

    /// What only the history may do, between the agent's steps.
    func with<Value: Sendable>(_ body: (Branch) -> Value) -> Value {
        branch.withLock { body($0) }
    }

    func tryWith(_ body: (Branch) throws -> Void) throws {
        try branch.withLock { try body($0) }
    }

    func departments() async throws(RemoteFailure) -> [Department] {
        try with { $0.departments() }.get()
    }

    func users() async throws(RemoteFailure) -> [User] {
        try with { $0.users() }.get()
    }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        try with { $0.sessions(request) }.get()
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try with { $0.session(id) }.get()
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        throw Mischance.failure(.rejected(key: nil))
    }
}
