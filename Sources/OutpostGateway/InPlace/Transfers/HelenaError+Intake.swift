import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

extension HelenaError {
    /// What the API would say to a transfer that the copy tells to be impossible; nil for what is
    /// our own affair.
    init?(_ failure: RequestFailure) {
        switch failure {
        case .noTarget: self = .nothingToTransfer
        case .malformedSession, .unknownSession, .unknownNumber: self = .noSuchSession
        case .unknown(let kind, _, _): self = kind == "user" ? .noSuchUser : .noSuchDepartment
        case .notMember: self = .userOutsideDepartment
        case .ended: self = .sessionEnded
        default: return nil
        }
    }
}

extension RequestFailure {
    /// What to ask the API before such a transfer of the session is refused: the copy may be behind.
    func doubt(about session: Session.ID) -> Asker.Question? {
        switch self {
        // A customer's message opens it again, and the API's programs hear of that before we do.
        case .ended: .session(session)
        case .unknown(kind: "department", _, _): .list(.departments)
        case .unknown(kind: "user", _, _), .notMember: .list(.users)
        default: nil
        }
    }
}
