import Hummingbird
import NIOCore
import OutpostStore
import OutpostSync

extension Problem {
    /// What an error means for the caller; nil for one that is the connection's own.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let failure as RequestFailure: self.init(failure)
        case let failure as OutboxFailure: self.init(.outbox(failure))
        case let failure as StoreFailure: self.init(.cache(failure))
        case is NIOTooManyBytesError: self = .tooLarge
        case let error as HTTPError:
            self = .malformed(error.body ?? "the request cannot be understood")
        default: return nil
        }
    }

    private init(_ failure: RequestFailure) {
        let kind = Kind(failure)
        self.init(
            kind: kind, detail: failure.description, advice: failure.advice(for: .program),
            headers: kind.retryAfter.map { [.retryAfter: "\($0)"] } ?? [:])
    }
}

extension Problem.Kind {
    /// The one place that says which refusal is which problem, and so which status.
    fileprivate init(_ failure: RequestFailure) {
        self =
            switch failure {
            case .malformedSession, .malformedKey, .malformedLifetime, .unknownStatus: .malformed
            case .unknownNumber, .unknownSession: .notFound
            case .noTarget: .noTarget
            case .unknown: .unknownName
            case .ambiguous: .ambiguousName
            case .notMember: .notMember
            case .ended: .ended
            case .neverRefreshed: .neverRefreshed
            case .cache(let failure), .outbox(.store(let failure)): Self(failure)
            case .outbox(.keyReused): .keyReused
            case .outbox(.tooMany): .queueFull
            case .outbox(.unknown): .notFound
            case .outbox(.notPossible), .outbox(.stillOpen): .wrongState
            }
    }

    private init(_ failure: StoreFailure) {
        self =
            switch failure {
            case .notThere: .neverRefreshed
            case .newerVersion, .damaged, .notWritable: .storeUnusable
            case .busy: .busy
            case .full: .diskFull
            case .unexpected: .defect
            }
    }
}
