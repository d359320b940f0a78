package import OutpostModel
package import OutpostStore

/// What the copy says of an intent's session and of where it is to go, by now.
package struct Scene: Hashable, Sendable {
    /// Nil where the copy does not have it.
    package var session: SessionListing?
    /// What is wrong with the target, in words; nil where nothing is, or nobody knows.
    package var gone: String?

    package init(session: SessionListing? = nil, gone: String? = nil) {
        self.session = session
        self.gone = gone
    }

    /// A copy that cannot be read says nothing: whoever asks can do without.
    package init(of intent: Intent, in cache: Cache) {
        session = (try? cache.session(intent.sessionID)) ?? nil
        gone = Self.gone(intent.target, cache)
    }

    /// What stands against carrying it out, besides what is written down of it already.
    func against(_ intent: Intent) -> String? {
        guard let status = session?.session.status, !status.isOpen,
            intent.reason?.contains(status.rawValue) != true
        else { return gone }
        return "the session is \(status.rawValue)"
    }

    /// "The session is now in Cobrança with João (IN_PROGRESS), as of 2026-…"
    var place: String? {
        guard let listing = session else { return nil }
        let found = listing.session
        let department = found.departmentID.map {
            "in \(listing.departmentName ?? "the department \($0.short)")"
        }
        let user = found.userID.map { "with \(listing.userName ?? "the user \($0.short)")" }
        let words = [department, user].compactMap(\.self).joined(separator: " ")
        return """
            The session is now \(words.isEmpty ? "nowhere" : words) (\(found.status.rawValue)), as \
            of \(Timestamp(listing.readAt).toTheMinute).
            """
    }

    private static func gone(_ target: TransferTarget, _ cache: Cache) -> String? {
        if let id = target.departmentID, isWhole(.departments, cache),
            case .some(.none) = try? cache.department(id)
        {
            return "the department that it is meant for is no longer there"
        }
        guard let id = target.userID, isWhole(.users, cache),
            let found = try? cache.users(matching: id.text)
        else { return nil }
        guard let user = found.first(where: { $0.id == id }) else {
            return "the user that it is meant for is no longer there"
        }
        guard let department = target.departmentID, !user.departments.contains(department) else {
            return nil
        }
        return "\(user.name), for whom it is meant, does not serve that department any more"
    }

    /// What is missing in a list that is not known to be all there is may be there all the same.
    private static func isWhole(_ resource: Resource, _ cache: Cache) -> Bool {
        (try? cache.refreshState(resource))?.isComplete == true
    }
}
