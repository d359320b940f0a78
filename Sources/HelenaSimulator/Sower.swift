/// Makes the world that a seed stands for.
///
/// Every record has a stream of chance of its own, so that department 3 is the same department in a
/// world with ten sessions and in one with a hundred thousand.
struct Sower {
    private let seeding: Seeding
    private let now: Timestamp

    /// How far back the oldest session lies.
    private static let span: Int64 = 60 * Timestamp.ticksPerDay

    init(_ seeding: Seeding) {
        self.seeding = seeding
        now = Timestamp(seeding.now)
    }

    func users() -> [UserRecord] {
        (0..<seeding.users).map { index in
            var chance = Chance(seed: seeding.seed, kind: .user, index: index)
            var departments: [Int] = []
            if seeding.departments > 0 {
                departments.append(index % seeding.departments)
                for _ in 0..<chance.below(3) {
                    let another = chance.below(seeding.departments)
                    if !departments.contains(another) { departments.append(another) }
                }
            }
            let created = past(days: 200 + chance.below(800), &chance)
            return UserRecord(
                recordID: Identifier.make(seed: seeding.seed, kind: .agent, index: index),
                userID: Identifier.make(seed: seeding.seed, kind: .user, index: index),
                name: Names.user(index),
                profile: index == 0
                    ? "Admin" : chance.pick(["Agent", "AGENT", "agent", "RestrictedAgent"]),
                isOwner: index == 0,
                isAvailable: chance.happens(percent: 70),
                phoneNumber: phoneNumber(&chance),
                createdAt: created,
                updatedAt: past(days: 61 + chance.below(100), &chance),
                departments: departments)
        }
    }

    func departments(with users: [UserRecord]) -> [DepartmentRecord] {
        var departments = (0..<seeding.departments).map { index in
            var chance = Chance(seed: seeding.seed, kind: .department, index: index)
            return DepartmentRecord(
                id: Identifier.make(seed: seeding.seed, kind: .department, index: index),
                name: Names.department(index),
                isDefault: index == 0,
                restriction: chance.pick(["NONE", "DEPARTMENT_RESTRICTION", "USER_RESTRICTION"]),
                createdAt: past(days: 300 + chance.below(800), &chance),
                updatedAt: past(days: 61 + chance.below(200), &chance))
        }
        for (position, user) in users.enumerated() {
            for department in user.departments { departments[department].members.append(position) }
        }
        return departments
    }

    /// Fewer than sessions, since customers come back; every tenth shares its neighbour's name.
    func contacts() -> [ContactRecord] {
        let count = (seeding.sessions * 4 + 4) / 5
        var previous = ""
        return (0..<count).map { index in
            var chance = Chance(seed: seeding.seed, kind: .contact, index: index)
            let name = Names.contact(&chance)
            let shared = index % 10 == 9 ? previous : name
            previous = name
            return ContactRecord(
                id: Identifier.make(seed: seeding.seed, kind: .contact, index: index),
                name: shared,
                phoneNumber: phoneNumber(&chance),
                tags: chance.happens(percent: 40) ? [chance.below(Names.tags.count)] : [])
        }
    }

    /// The customer of a world that began without any.
    static func passerBy(seed: UInt64) -> ContactRecord {
        ContactRecord(
            id: Identifier.make(seed: seed, kind: .contact, index: 0),
            name: "Inês Araújo", phoneNumber: "5511987654321", tags: [])
    }

    func sessions(in departments: [DepartmentRecord], contacts: Int) -> [SessionRecord] {
        guard seeding.sessions > 0 else { return [] }
        let slot = Self.span / Int64(seeding.sessions)
        return (0..<seeding.sessions).map { index in
            var chance = Chance(seed: seeding.seed, kind: .session, index: index)
            // Within its slot, less the part that cutting fractional digits may take away.
            let start = now.ticks - Self.span + slot * Int64(index)
            let room = max(1, slot - Timestamp.ticksPerSecond)
            let created = Timestamp(ticks: start + Timestamp.ticksPerSecond + offset(room, &chance))
                .keeping(digits: chance.below(8))
            let updated = created.adding(ticks: offset(now.ticks - created.ticks, &chance))
                .keeping(digits: chance.below(8))
            var session = SessionRecord(
                id: Identifier.make(seed: seeding.seed, kind: .session, index: index),
                number: String(100_000 + index * 3 + chance.below(3)),
                contact: index < contacts ? index : chance.below(contacts),
                channel: chance.below(Names.channels.count),
                isGroup: chance.happens(percent: 8),
                createdAt: created,
                flavour: chance.below(1 << 20),
                status: Self.status(chance.below(100)),
                updatedAt: max(created, updated))
            settle(&session, departments, &chance)
            return session
        }
    }

    /// Gives the session a place that fits its status.
    private func settle(
        _ session: inout SessionRecord, _ departments: [DepartmentRecord], _ chance: inout Chance
    ) {
        // A session that has just begun is often still with the bot, in no department.
        if !departments.isEmpty, session.status != .started || chance.happens(percent: 50) {
            session.department = chance.below(departments.count)
        }
        let members = session.department.map { departments[$0].members } ?? []
        switch session.status {
        case .inProgress where members.isEmpty: session.status = .pending
        case .inProgress: session.user = chance.pick(members)
        case .completed:
            session.user = members.isEmpty ? nil : chance.pick(members)
            session.endAt = session.updatedAt
        default: break
        }
    }

    private static func status(_ percent: Int) -> SessionStatus {
        switch percent {
        case ..<30: .pending
        case ..<60: .inProgress
        case ..<70: .started
        default: .completed
        }
    }

    private func phoneNumber(_ chance: inout Chance) -> String {
        let subscriber = 70_000_000 + chance.below(30_000_000)
        return "55" + chance.pick(Names.areaCodes) + "9" + String(subscriber)
    }

    private func past(days: Int, _ chance: inout Chance) -> Timestamp {
        let moment = now.ticks - Int64(days) * Timestamp.ticksPerDay
        return Timestamp(ticks: moment - offset(Timestamp.ticksPerDay, &chance))
            .keeping(digits: chance.below(8))
    }

    private func offset(_ limit: Int64, _ chance: inout Chance) -> Int64 {
        limit <= 0 ? 0 : Int64(chance.next() % UInt64(limit))
    }
}
