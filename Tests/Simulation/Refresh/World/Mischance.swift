import OutpostModel

/// What may become of one request.
package enum Mischance: String, CaseIterable, Sendable {
    case noConnection, cutBeforeServing, cutAfterServing, timedOut, failed, loginPage, throttled
    case busy, keyRefused, listRejected
    /// The agent is killed with the request under way.
    case crashBeforeServing, crashAfterServing
    /// It is killed amid writing down what it has heard.
    case crashAtWrite
    /// From the answer on, after some more writes, no space is left for a while.
    case diskFull
    /// A session that is there is said not to be.
    case falselyRejected
    /// A list is short, this once or the next time too.
    case listEmptied, listHalved, listEmptiedTwice, listHalvedTwice
    /// The answer to the request before comes again.
    case pageRepeated
    case pageMisnumbered
    /// Some items of a page cannot be read.
    case itemsGarbled

    /// Before the server has seen it; nil if it gets there.
    var failureBefore: RemoteFailure? {
        switch self {
        case .noConnection: Self.failure(.offline(.refused))
        case .cutBeforeServing: Self.failure(.offline(.broken))
        case .failed: Self.failure(.unexplained(status: 500))
        case .loginPage: Self.failure(.offline(.notTheAPI))
        case .throttled: Self.failure(.throttled)
        case .busy: Self.failure(.unavailable(status: 503))
        case .keyRefused: Self.failure(.keyRefused(status: 401))
        case .listRejected: Self.failure(.rejected(key: "FORM_ERROR"))
        default: nil
        }
    }

    /// After it has been served.
    var failureAfter: RemoteFailure? {
        switch self {
        case .cutAfterServing: Self.failure(.offline(.broken))
        case .timedOut: Self.failure(.offline(.timedOut))
        default: nil
        }
    }

    static func failure(_ kind: RemoteFailure.Kind) -> RemoteFailure {
        RemoteFailure(kind, mayHaveBeenApplied: false, reason: "as it is")
    }

    /// Whether it befalls lists, or single sessions; nil: both.
    var isOfLists: Bool? {
        switch self {
        case .listRejected, .listEmptied, .listHalved, .listEmptiedTwice, .listHalvedTwice,
            .pageRepeated, .pageMisnumbered, .itemsGarbled:
            true
        case .falselyRejected: false
        default: nil
        }
    }

    /// Needs a server whose lists lie.
    var isLie: Bool {
        switch self {
        case .listEmptied, .listHalved, .listEmptiedTwice, .listHalvedTwice, .pageRepeated,
            .itemsGarbled, .falselyRejected:
            true
        default: false
        }
    }
}
