import OutpostModel

extension FakeRemote.World {
    func session(_ id: Session.ID) -> Result<Session, RemoteFailure> {
        guard let session = sessions.first(where: { $0.id == id }) else {
            return .failure(
                RemoteFailure(
                    .rejected(key: "FORM_ERROR"), mayHaveBeenApplied: false, reason: "not found"))
        }
        return .success(session)
    }

    /// A page as the API lists it, in the order of the world.
    func page(_ request: SessionPageRequest) -> SessionPage {
        let chosen = sessions.filter { session in
            let isOfStatus =
                request.statuses.isEmpty || request.statuses.contains(session.status)
            if honoursCreation, let bound = request.createdAfter {
                guard session.createdAt.map({ $0 > bound }) ?? true else { return false }
            }
            guard honoursBound, let bound = request.updatedAfter else { return isOfStatus }
            return isOfStatus && (session.updatedAt.map { $0 > bound } ?? true)
        }
        let found = request.newestFirst ? chosen.reversed() : chosen
        let pages = max(1, (found.count + request.pageSize - 1) / request.pageSize)
        let number = givesLastPage ? min(request.pageNumber, pages) : request.pageNumber
        let start = min((number - 1) * request.pageSize, found.count)
        let end = min(start + request.pageSize, found.count)
        return SessionPage(
            sessions: Array(found[start..<end]), unreadable: 0, pageNumber: number,
            totalItems: found.count,
            totalPages: (found.count + request.pageSize - 1) / request.pageSize,
            hasMore: alwaysHasMore || end < found.count)
    }

    /// Moves a session: to a department's queue, or to a user.
    mutating func transfer(
        _ id: Session.ID, to target: TransferTarget, at now: Timestamp
    ) -> Result<Session, RemoteFailure> {
        guard let place = sessions.firstIndex(where: { $0.id == id }) else { return session(id) }
        var object = sessions[place].object.object
        if let department = target.departmentID {
            object["departmentId"] = .string(department.text)
        }
        object["userId"] = target.userID.map { .string($0.text) }
        object["status"] = .string(target.userID == nil ? "PENDING" : "IN_PROGRESS")
        object["updatedAt"] = .string(now.text)
        let moved = Session(received: object)!
        sessions[place] = moved
        return .success(moved)
    }
}
