/// A department as the service keeps it.
struct DepartmentRecord: Sendable {
    let id: String
    let name: String
    let isDefault: Bool
    let restriction: String
    let createdAt: Timestamp
    let updatedAt: Timestamp
    /// Users that belong to it, as positions in the world's list.
    var members: [Int] = []
    /// It keeps its place, for sessions and users that refer to it; nobody is shown it any more.
    var isDeleted = false
}
