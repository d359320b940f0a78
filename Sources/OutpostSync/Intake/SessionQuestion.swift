import OutpostModel
package import OutpostStore

/// Which sessions somebody wants to see, in their words.
package struct SessionQuestion: Hashable, Sendable {
    /// A number, the end of a phone number, or beginnings of a contact's names.
    package var text: String?
    package var statuses: [String]
    /// An id or a name.
    package var department: String?
    /// An id or a name.
    package var user: String?
    package var limit: Int

    package init(
        text: String? = nil, statuses: [String] = [], department: String? = nil,
        user: String? = nil, limit: Int = SessionQuery.defaultLimit
    ) {
        self.text = text
        self.statuses = statuses
        self.department = department
        self.user = user
        self.limit = limit
    }

    /// The same in the cache's words.
    package func query(_ finder: Finder) throws(RequestFailure) -> SessionQuery {
        let wanted = statuses.map { Session.Status(rawValue: $0) }
        if let strange = wanted.first(where: { !Session.Status.known.contains($0) }) {
            throw .unknownStatus(String(strange.rawValue.prefix(80)))
        }
        var query = SessionQuery(text: text, statuses: wanted, limit: limit)
        if let department { query.departmentID = try finder.department(department).id }
        if let user { query.userID = try finder.user(user, in: nil).id }
        return query
    }
}
