import HelenaSimulator

/// Where a session can be put, as a command or a colleague says it.
///
/// Every place of one session is in a department of its own, so that a write in the journal tells
/// which order it came from.
struct Place: Hashable, Sendable {
    let department: String
    let user: String?
    /// Whether the department must be said, or follows from the user, who serves no other.
    let saysDepartment: Bool

    var arguments: [String] {
        (saysDepartment ? ["--department", department] : [])
            + (user.map { ["--user", $0] } ?? [])
    }

    func isReached(by entry: JournalEntry) -> Bool {
        entry.departmentID == department && entry.userID == user
    }
}

extension Place: CustomStringConvertible {
    var description: String {
        "\(department.prefix(8))/\(user.map { String($0.prefix(8)) } ?? "–")"
    }
}

/// The places of one session that have not been used yet.
struct FreshPlaces: Sendable {
    private var departments: [SimulatedDepartment]
    private let users: [String: SimulatedUser]
    private var spent: Set<String> = []

    init(
        for session: SimulatedSession, departments: [SimulatedDepartment], users: [SimulatedUser],
        _ dice: inout Dice
    ) {
        self.departments = departments.filter { $0.id != session.departmentID }
            .shuffled(using: &dice)
        self.users = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0) })
        if let user = session.userID { spent.insert(user) }
    }

    /// Nil once all have been used.
    mutating func take(_ dice: inout Dice) -> Place? {
        guard let department = departments.popLast() else { return nil }
        let members = department.userIDs.filter { !spent.contains($0) }
        guard dice.happens(percent: 45), !members.isEmpty else {
            return Place(department: department.id, user: nil, saysDepartment: true)
        }
        let user = dice.pick(members)
        spent.insert(user)
        let servesOnlyThis = users[user]?.departmentIDs == [department.id]
        return Place(
            department: department.id, user: user,
            saysDepartment: !servesOnlyThis || dice.happens(percent: 50))
    }
}
