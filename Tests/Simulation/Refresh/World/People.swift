import OutpostModel

/// The server's departments and users.
struct People {
    private(set) var departments: [Department] = []
    private(set) var users: [User] = []
    private var revision = 0
    let departmentIDs: [Department.ID]
    let userIDs: [User.ID]

    init(_ numbers: inout Numbers) {
        departmentIDs = (0..<(1 + numbers.below(6))).compactMap { _ in
            Department.ID(numbers.uuid())
        }
        userIDs = (0..<(1 + numbers.below(8))).compactMap { _ in User.ID(numbers.uuid()) }
        departments = departmentIDs.compactMap { department($0, &numbers) }
        users = userIDs.compactMap { user($0, &numbers) }
    }

    /// One comes, goes, or is called differently.
    mutating func change(_ numbers: inout Numbers) {
        revision += 1
        if numbers.happens(0.4) {
            let id = numbers.pick(departmentIDs)
            let place = departments.firstIndex { $0.id == id }
            if let place { departments.remove(at: place) }
            if place == nil || numbers.happens(0.7), let new = department(id, &numbers) {
                departments.append(new)
            }
        } else {
            let id = numbers.pick(userIDs)
            let place = users.firstIndex { $0.id == id }
            if let place { users.remove(at: place) }
            if place == nil || numbers.happens(0.7), let new = user(id, &numbers) {
                users.append(new)
            }
        }
    }

    private func department(_ id: Department.ID, _ numbers: inout Numbers) -> Department? {
        Department(received: [
            "id": .string(id.text), "name": .string("Setor \(numbers.below(50))"),
            "isDefault": .bool(numbers.happens(0.2)), "novelty": .integer(Int64(revision)),
        ])
    }

    private func user(_ id: User.ID, _ numbers: inout Numbers) -> User? {
        let memberships = departmentIDs.filter { _ in numbers.happens(0.5) }
        return User(received: [
            "id": .string("record \(id.short)"), "userId": .string(id.text),
            "name": .string("Pessoa \(numbers.below(50))"),
            "email": .string("p\(numbers.below(50))@example.com"),
            "availability": .string(numbers.happens(0.5) ? "AVAILABLE" : "UNAVAILABLE"),
            "novelty": .integer(Int64(revision)),
            "departments": .array(
                memberships.map { .object(["departmentId": .string($0.text)]) }),
        ])
    }
}
