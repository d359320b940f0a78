package import HelenaSimulator

/// Why a certificate must not be accepted.
package enum CertificateFlaw: CaseIterable, Sendable {
    case unknownAuthority, otherHost, expired, notYetValid

    /// A certificate for `host` that has the flaw, for those who trust `authority`.
    package func identity(
        for host: String, trusting authority: CertificateAuthority, in folder: String
    ) async throws -> SimulatorIdentity {
        switch self {
        case .unknownAuthority:
            try await CertificateAuthority(in: folder).identity(of: host)
        case .otherHost: try await authority.identity(of: "other.example")
        case .expired: try await authority.identity(of: host, days: -30 ... -10)
        case .notYetValid: try await authority.identity(of: host, days: 10...30)
        }
    }

    /// What a person must be told.
    package var words: String {
        switch self {
        case .unknownAuthority: "no authority known to this computer vouches for"
        case .otherHost: "is another host's"
        case .expired, .notYetValid: "and this computer's clock says"
        }
    }
}
