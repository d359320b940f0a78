package import OutpostModel

/// Which page of which cached sessions: all that the API's session list can be asked for.
///
/// An empty list of choices means any.
package struct SessionSelection: Hashable, Sendable {
    package enum Order: Hashable, Sendable {
        case created, updated
    }

    package var statuses: [Session.Status] = []
    package var departments: [Department.ID] = []
    package var users: [User.ID] = []
    /// Ids in lower case, as are those below: nothing here has a type for them.
    package var contacts: [String] = []
    package var channels: [String] = []
    package var tags: [String] = []
    /// Compared without regard to case.
    package var tagNames: [String] = []
    /// INDIVIDUAL, GROUP.
    package var types: [String] = []

    package var created = TimeRange()
    package var updated = TimeRange()
    package var ended = TimeRange()
    package var active = TimeRange()
    package var lastInteraction = TimeRange()

    package var order = Order.created
    package var isDescending = false
    package var offset = 0
    package var limit = 15

    /// The most sessions on one page.
    package static let largestLimit = 100

    package init() {}

    /// Whether it asks for who has a session: what a pending transfer changes.
    package var asksForPlacement: Bool {
        !statuses.isEmpty || !departments.isEmpty || !users.isEmpty
    }
}
