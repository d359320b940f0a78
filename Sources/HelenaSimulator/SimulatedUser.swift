/// What a test needs to know of a user to pick one.
package struct SimulatedUser: Sendable, Equatable {
    /// The `userId`, which is the id to use.
    package let id: String
    /// The record's `id`, which is the one to fall for.
    package let recordID: String
    package let name: String
    package let departmentIDs: [String]
}
