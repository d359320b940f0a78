/// A session as `--json` shows it. Its members are a promise: they stay.
package struct SessionReport: Codable, Hashable, Sendable {
    /// The transfer that waits for it.
    package struct Pending: Codable, Hashable, Sendable {
        package let intentId: Intent.ID
        @Nullable package var departmentId: Department.ID?
        @Nullable package var userId: User.ID?
        package let state: Intent.State
    }

    package let id: Session.ID
    @Nullable package var number: String?
    package let status: String
    @Nullable package var departmentId: Department.ID?
    @Nullable package var departmentName: String?
    @Nullable package var userId: User.ID?
    @Nullable package var userName: String?
    @Nullable package var contactName: String?
    @Nullable package var contactPhone: String?
    @Nullable package var updatedAt: Timestamp?
    /// When it was last known to be so.
    package let readAt: Timestamp
    @Nullable package var pending: Pending?

    package init(_ listing: SessionListing, pending intent: Intent?) {
        let session = listing.session
        id = session.id
        status = session.status.rawValue
        readAt = Timestamp(listing.readAt)
        _number = Nullable(wrappedValue: session.number)
        _departmentId = Nullable(wrappedValue: session.departmentID)
        _departmentName = Nullable(wrappedValue: listing.departmentName)
        _userId = Nullable(wrappedValue: session.userID)
        _userName = Nullable(wrappedValue: listing.userName)
        _contactName = Nullable(wrappedValue: session.contactName)
        _contactPhone = Nullable(wrappedValue: session.contactPhone)
        _updatedAt = Nullable(wrappedValue: session.updatedAt)
        _pending = Nullable(
            wrappedValue: intent.map { intent in
                Pending(
                    intentId: intent.id,
                    departmentId: intent.target.departmentID,
                    userId: intent.target.userID, state: intent.state)
            })
    }
}
