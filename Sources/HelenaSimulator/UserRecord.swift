/// A user ("agent") as the service keeps it.
struct UserRecord: Sendable {
    /// The record's own id, which nothing else in the API understands.
    let recordID: String
    /// The id that sessions, transfers and filters use.
    let userID: String
    let name: String
    let profile: String
    let isOwner: Bool
    let isAvailable: Bool
    let phoneNumber: String
    let createdAt: Timestamp
    let updatedAt: Timestamp
    /// Departments it belongs to, as positions in the world's list; the first is its home.
    let departments: [Int]
    /// As with departments.
    var isDeleted = false
}
