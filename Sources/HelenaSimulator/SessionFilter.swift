/// The filters of the session list.
///
/// Nil and open bounds mean "any".
struct SessionFilter: Hashable, Sendable {
    var statuses: Set<SessionStatus>?
    /// Positions in the world's lists; an id that nobody has is simply not among them.
    var departments: Set<Int>?
    var users: Set<Int>?
    var contactIDs: Set<String>?
    var channels: Set<Int>?
    var tags: Set<Int>?
    var isGroup: Bool?
    var createdAt = TimeBounds()
    var updatedAt = TimeBounds()
    var endAt = TimeBounds()
    var activeAt = TimeBounds()
    var lastInteractionAt = TimeBounds()

    init() {}

    init(_ query: Query, in world: World, rules: SimulatorSettings) throws(Refusal) {
        statuses = try Self.set(query, "Status") { SessionStatus(anyCase: $0) }
        let ids = { (name: String) throws(Refusal) in
            try Self.set(query, name) { Identifier.normalised($0) }
        }
        departments = try ids("DepartmentId").map { Set($0.compactMap(world.department)) }
        users = try ids("UserId").map { Set($0.compactMap(world.user)) }
        contactIDs = try ids("ContactId")
        channels = try ids("ChannelsId").map { Set($0.compactMap(world.channelIDs.firstIndex)) }
        tags = try ids("TagsId").map { Set($0.compactMap(world.tagIDs.firstIndex)) }
        if let names = try Self.set(query, "TagsName", { $0.lowercased() }) {
            let named = Names.tags.indices.filter { names.contains(Names.tags[$0].lowercased()) }
            tags = tags.map { $0.intersection(named) } ?? Set(named)
        }
        let types = try Self.set(query, "Type") { text -> Bool? in
            switch text.uppercased() {
            case "INDIVIDUAL": false
            case "GROUP": true
            default: nil
            }
        }
        isGroup = types?.count == 1 ? types?.first : nil

        let isInclusive = rules.boundsAreInclusive
        createdAt = try TimeBounds(query, "CreatedAt", isInclusive: isInclusive)
        updatedAt = try TimeBounds(query, "UpdatedAt", isInclusive: isInclusive)
        if !rules.honoursUpdatedAfter { updatedAt.after = nil }
        endAt = try TimeBounds(query, "EndAt", isInclusive: isInclusive)
        activeAt = try TimeBounds(query, "ActiveAt", isInclusive: isInclusive)
        lastInteractionAt = try TimeBounds(
            query, "LastInteractionAt", isInclusive: isInclusive)
    }

    /// Whether everything passes, so that nothing need be looked at.
    var isOpen: Bool {
        statuses == nil && departments == nil && users == nil && contactIDs == nil
            && channels == nil && tags == nil && isGroup == nil && createdAt.isOpen
            && updatedAt.isOpen && endAt.isOpen && activeAt.isOpen && lastInteractionAt.isOpen
    }

    func matches(_ session: SessionRecord, contacts: [ContactRecord]) -> Bool {
        // First what is asked for most; a debug build walks 100,000 sessions here.
        if !updatedAt.isOpen, !updatedAt.contains(session.updatedAt) { return false }
        if let statuses, !statuses.contains(session.status) { return false }
        if let departments, !(session.department.map(departments.contains) ?? false) {
            return false
        }
        if let users, !(session.user.map(users.contains) ?? false) { return false }
        if let channels, !channels.contains(session.channel) { return false }
        if let isGroup, isGroup != session.isGroup { return false }
        if let contactIDs, !contactIDs.contains(contacts[session.contact].id) { return false }
        if let tags, tags.isDisjoint(with: contacts[session.contact].tags) { return false }
        return createdAt.contains(session.createdAt) && endAt.contains(session.endAt)
            && activeAt.contains(session.createdAt)
            && lastInteractionAt.contains(session.lastInteractionAt)
    }

    private static func set<Value: Hashable>(
        _ query: Query, _ name: String, _ read: (String) -> Value?
    ) throws(Refusal) -> Set<Value>? {
        let texts = query.all(name)
        guard !texts.isEmpty else { return nil }
        var values: Set<Value> = []
        for text in texts {
            guard let value = read(text) else { throw .invalid(name) }
            values.insert(value)
        }
        return values
    }
}
