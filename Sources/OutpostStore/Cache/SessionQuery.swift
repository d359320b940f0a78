package import OutpostModel

/// Which cached sessions to list, the last updated first.
package struct SessionQuery: Hashable, Sendable {
    /// A session's number, the end of a contact's phone number, or the beginnings of words of a
    /// contact's name.
    package var text: String?
    /// Any of these; none means any status.
    package var statuses: [Session.Status]
    package var departmentID: Department.ID?
    package var userID: User.ID?
    package var limit: Int

    package static let defaultLimit = 50
    package static let largestLimit = 10_000
    /// The longest text to look for, in characters.
    package static let longestText = 200

    package init(
        text: String? = nil, statuses: [Session.Status] = [], departmentID: Department.ID? = nil,
        userID: User.ID? = nil, limit: Int = defaultLimit
    ) {
        self.text = text
        self.statuses = statuses
        self.departmentID = departmentID
        self.userID = userID
        self.limit = limit
    }
}
