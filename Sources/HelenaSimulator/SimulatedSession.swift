package import Foundation

/// What a test needs to know of a session to pick one, as it is now.
package struct SimulatedSession: Sendable, Equatable {
    package let id: String
    package let number: String
    /// As the API spells it.
    package let status: String
    package let departmentID: String?
    package let userID: String?
    package let contactName: String
    package let contactPhone: String
    package let createdAt: Date
    package let updatedAt: Date

    package var isCompleted: Bool { status == SessionStatus.completed.rawValue }
}
