/// One page of the remote API's session list.
package struct SessionPage: Hashable, Sendable {
    package let sessions: [Session]
    /// Items on the page that could not be read as sessions.
    package let unreadable: Int
    package let pageNumber: Int
    package let totalItems: Int?
    package let totalPages: Int?
    package let hasMore: Bool

    package init(
        sessions: [Session], unreadable: Int, pageNumber: Int, totalItems: Int?, totalPages: Int?,
        hasMore: Bool
    ) {
        self.sessions = sessions
        self.unreadable = unreadable
        self.pageNumber = pageNumber
        self.totalItems = totalItems
        self.totalPages = totalPages
        self.hasMore = hasMore
    }
}
