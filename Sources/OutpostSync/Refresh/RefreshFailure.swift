package import OutpostModel
package import OutpostStore

/// Why a refresh did not come to its end. What it had read before stays.
package enum RefreshFailure: Error, Hashable, Sendable {
    /// The API. See the kind for what to do.
    case remote(RemoteFailure)
    /// The cache. A damaged one is rebuilt by the agent.
    case store(StoreFailure)
    /// The server's list was suddenly short, and another moments later. Nothing was deleted; try
    /// again later.
    case unbelievable(Resource, was: Int, now: Int)
    /// The server gave another page than was asked for. Try again later.
    case wrongPage(asked: Int, got: Int)
}

extension RefreshFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .remote(let failure):
            failure.reason
        case .store(let failure):
            failure.description
        case .unbelievable(let resource, let was, let now):
            """
            the list of \(resource.rawValue) shrank from \(was) to \(now) and was different when \
            read again: kept as it was
            """
        case .wrongPage(let asked, let got):
            "page \(asked) was asked for, and page \(got) came"
        }
    }
}
