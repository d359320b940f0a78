/// Where a session is to go. There is no empty target: the API must never be sent one.
package enum TransferTarget: Hashable, Sendable {
    case department(Department.ID)
    case user(User.ID, in: Department.ID?)

    /// Nil if neither is given.
    package init?(departmentID: Department.ID?, userID: User.ID?) {
        if let userID {
            self = .user(userID, in: departmentID)
        } else if let departmentID {
            self = .department(departmentID)
        } else {
            return nil
        }
    }

    package var departmentID: Department.ID? {
        switch self {
        case .department(let id): id
        case .user(_, in: let id): id
        }
    }

    package var userID: User.ID? {
        guard case .user(let id, in: _) = self else { return nil }
        return id
    }

    /// Whether a session that is at `placement` has arrived.
    ///
    /// A department may hand what arrives to one of its users at once, so a session with a user
    /// counts as arrived in the department; unless that user had it there before (`base`), for
    /// then the transfer means to take it back into the department's queue.
    package func isReached(at placement: Placement, from base: Placement?) -> Bool {
        switch self {
        case .user(let user, in: let department):
            placement.userID == user
                && (department == nil || placement.departmentID == department)
        case .department(let department):
            placement.departmentID == department
                && (placement.userID == nil || placement != base)
        }
    }
}
