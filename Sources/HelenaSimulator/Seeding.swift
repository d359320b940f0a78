package import Foundation

/// How large the world is and what it follows from.
///
/// The same values give the same world.
package struct Seeding: Sendable {
    package var departments: Int
    package var users: Int
    package var sessions: Int
    package var seed: UInt64
    /// The end of the 60 days over which the sessions were created.
    package var now: Date

    package init(
        departments: Int = 8, users: Int = 40, sessions: Int = 500, seed: UInt64 = 7,
        now: Date = Date()
    ) {
        self.departments = departments
        self.users = users
        self.sessions = sessions
        self.seed = seed
        self.now = now
    }
}
