import OutpostModel
import OutpostSync

/// A remote API that is not there.
struct Nobody: Remote {
    private static let failure = RemoteFailure(
        .offline(.refused), mayHaveBeenApplied: false, reason: "nobody is there")

    func departments() async throws(RemoteFailure) -> [Department] { throw Self.failure }

    func users() async throws(RemoteFailure) -> [User] { throw Self.failure }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        throw Self.failure
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session { throw Self.failure }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session { throw Self.failure }
}
