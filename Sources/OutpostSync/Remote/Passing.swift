import Helena
package import OutpostModel

/// The remote API, as far as other programs need it through us.
package protocol Passing: Sendable {
    func pass(_ request: PassedRequest) async throws(RemoteFailure) -> PassedAnswer
}

extension HelenaClient: Passing {}
