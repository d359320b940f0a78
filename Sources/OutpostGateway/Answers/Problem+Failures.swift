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
        self.init(
            kind: Kind(failure), detail: failure.description, advice: failure.advice)
    }
}

extension Problem.Kind {
    /// The one place that says which refusal is which status.
    fileprivate init(_ failure: RequestFailure) {
        self =
            switch failure {
            case .malformedSession, .malformedKey, .malformedLifetime: .malformed
            case .unknownNumber, .unknownSession: .unfound
            case .noTarget, .unknown, .ambiguous, .notMember: .unacceptable
            case .ended: .conflict
            case .neverRefreshed: .unavailable
            case .cache(let failure), .outbox(.store(let failure)): Self(failure)
            case .outbox(.keyReused): .unacceptable
            case .outbox(.tooMany): .unavailable
            case .outbox(.unknown): .unfound
            case .outbox(.notPossible): .conflict
            }
    }

    private init(_ failure: StoreFailure) {
        self =
            switch failure {
            case .notThere, .newerVersion, .damaged, .notWritable, .busy: .unavailable
            case .full: .full
            case .unexpected: .defect
            }
    }
}
