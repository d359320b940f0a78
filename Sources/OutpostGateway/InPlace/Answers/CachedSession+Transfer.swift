import OutpostModel
import OutpostStore

extension CachedSession {
    /// The session as it will be once that transfer is carried out, as far as can be told: who takes
    /// what goes to a department, and which department a user takes it to, the server decides.
    ///
    /// One that has ended is not moved any more, whatever is pending for it.
    func moved(by target: TransferTarget) -> CachedSession {
        guard status.isOpen else { return self }
        let placement = Placement(
            departmentID: target.departmentID ?? placement.departmentID, userID: target.userID)
        let status: Session.Status = target.userID == nil ? .pending : .inProgress
        var members = object.object
        members["departmentId"] = placement.departmentID.map { .string($0.text) } ?? .null
        members["userId"] = placement.userID.map { .string($0.text) } ?? .null
        members["status"] = .string(status.rawValue)
        // The same in words for people, which we do not have for the new one.
        if status != self.status, members["statusDescription"] != nil {
            members["statusDescription"] = .null
        }
        return CachedSession(
            id: id, status: status, placement: placement, object: JSONText(members),
            knownAt: knownAt)
    }
}
