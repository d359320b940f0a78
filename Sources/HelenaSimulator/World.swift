/// The account as the service knows it: departments, users, contacts, sessions, and what was done
/// to them.
///
/// A plain value with plain verbs; the sockets are elsewhere.
struct World: Sendable {
    let seed: UInt64
    let companyID: String
    var departments: [DepartmentRecord]
    var users: [UserRecord]
    var contacts: [ContactRecord]
    let channelIDs: [String]
    let tagIDs: [String]

    /// In the order of their creation, which is the API's default order; never sorted again.
    var sessions: [SessionRecord]
    /// Every write that was applied.
    ///
    /// Nothing is dropped: tests compare it with what they accepted.
    var journal: [JournalEntry] = []
    /// What writes left in the conversations, by id of the session.
    var transitions: [String: [MessageRecord]] = [:]
    /// The latest `updatedAt` given to anything.
    ///
    /// Writes go on from here, so that no two are equal.
    var newest: Timestamp

    /// Serialised objects, by position, made when first asked for and forgotten by a write.
    var sessionTexts: [String?]
    var selections = SelectionCache()

    private let departmentPositions: [String: Int]
    private let userPositions: [String: Int]
    private let recordPositions: [String: Int]
    private var sessionPositions: [String: Int]
    /// How many sessions were ever made; the next one's id follows from it.
    var sessionsMade: Int

    init(_ seeding: Seeding) {
        let seed = seeding.seed
        let sower = Sower(seeding)
        self.seed = seed
        companyID = Identifier.make(seed: seed, kind: .company, index: 0)
        channelIDs = Names.channels.indices.map {
            Identifier.make(seed: seed, kind: .channel, index: $0)
        }
        tagIDs = Names.tags.indices.map { Identifier.make(seed: seed, kind: .tag, index: $0) }
        users = sower.users()
        departments = sower.departments(with: users)
        contacts = sower.contacts()
        sessions = sower.sessions(in: departments, contacts: contacts.count)
        newest = Timestamp(seeding.now)
        sessionTexts = Array(repeating: nil, count: sessions.count)
        departmentPositions = Self.positions(departments.map(\.id))
        userPositions = Self.positions(users.map(\.userID))
        recordPositions = Self.positions(users.map(\.recordID))
        sessionPositions = Self.positions(sessions.map(\.id))
        sessionsMade = sessions.count
    }

    func department(_ id: String) -> Int? {
        departmentPositions[id.lowercased()].flatMap { departments[$0].isDeleted ? nil : $0 }
    }

    /// By the id that is used everywhere except in the record itself.
    func user(_ id: String) -> Int? {
        userPositions[id.lowercased()].flatMap { users[$0].isDeleted ? nil : $0 }
    }

    /// By either of the two ids: which one `GET …/agent/{id}` wants is not documented.
    func agent(_ id: String) -> Int? {
        user(id) ?? recordPositions[id.lowercased()]
    }

    func session(_ id: String) throws(Refusal) -> Int {
        guard let position = sessionPositions[id.lowercased()] else {
            throw .noSuchSession
        }
        return position
    }

    /// To be called whenever sessions have come or gone.
    mutating func renumberSessions() {
        sessionPositions = Self.positions(sessions.map(\.id))
        selections.forget()
    }

    private static func positions(_ ids: [String]) -> [String: Int] {
        var result: [String: Int] = [:]
        result.reserveCapacity(ids.count)
        for (position, id) in ids.enumerated() { result[id] = position }
        return result
    }
}
