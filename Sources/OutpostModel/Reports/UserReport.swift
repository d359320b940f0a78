/// A user as `--json` shows it. Its members are a promise: they stay.
package struct UserReport: Codable, Hashable, Sendable {
    package struct Membership: Codable, Hashable, Sendable {
        package let id: Department.ID
        /// Null if the department is not in the cache.
        @Nullable package var name: String?
    }

    package let userId: User.ID
    package let name: String
    @Nullable package var email: String?
    @Nullable package var availability: String?
    package let departments: [Membership]

    /// - Parameter names: of the departments.
    package init(_ user: User, names: [Department.ID: String]) {
        userId = user.id
        name = user.name
        departments = user.departments.map { id in
            Membership(id: id, name: names[id])
        }
        _email = Nullable(wrappedValue: user.email)
        _availability = Nullable(wrappedValue: user.availability)
    }
}
