/// Which sessions to ask the remote API for, and which page of them.
package struct SessionPageRequest: Hashable, Sendable {
    package var statuses: [Session.Status] = []
    package var updatedAfter: Timestamp?
    package var createdAfter: Timestamp?
    /// The last created first; otherwise last.
    package var newestFirst = false
    /// From 1, as the API counts.
    package var pageNumber = 1
    /// 1 to 100.
    package var pageSize = 100

    package init(
        statuses: [Session.Status] = [], updatedAfter: Timestamp? = nil,
        createdAfter: Timestamp? = nil, newestFirst: Bool = false, pageNumber: Int = 1,
        pageSize: Int = 100
    ) {
        self.statuses = statuses
        self.updatedAfter = updatedAfter
        self.createdAfter = createdAfter
        self.newestFirst = newestFirst
        self.pageNumber = pageNumber
        self.pageSize = pageSize
    }
}
