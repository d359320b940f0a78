/// What a test needs to know of a department to pick one.
package struct SimulatedDepartment: Sendable, Equatable {
    package let id: String
    package let name: String
    /// The `userId`s of its members.
    package let userIDs: [String]
}
