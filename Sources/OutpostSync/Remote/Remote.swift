package import Helena
package import OutpostModel

/// The remote API, as far as the agent needs it.
package protocol Remote: Sendable {
    func departments() async throws(RemoteFailure) -> [Department]
    func users() async throws(RemoteFailure) -> [User]
    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage
    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session
    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session
}

extension HelenaClient: Remote {}
