import OutpostModel

/// A session on the server, with all it ever was.
struct Chat {
    struct Version {
        let session: Session
        let facts: Facts
        /// From then on, requests are answered with it.
        let visibleAt: Duration
        /// Whether its `updatedAt` is of its own time; a contact's new name leaves that as it was.
        let isStamped: Bool
    }

    /// What people change about it.
    struct Facts {
        var status: Session.Status
        var department: Department.ID?
        var user: User.ID?
        var contact: String
        var phone: String
        var messages = 0
        /// A field that no program knows yet.
        var novelty = 0
        var updatedAt: Timestamp
    }

    let id: Session.ID
    let number: String
    let createdAt: Timestamp
    /// Whether it says when it was created.
    let isDated: Bool
    var versions: [Version] = []
    var isGone = false

    /// The version that is answered with; nil if it is gone, or not there yet.
    func shown(at time: Duration) -> Int? {
        isGone ? nil : versions.lastIndex { $0.visibleAt <= time }
    }

    /// The latest version of those that a refresh of changes must bring, up to that one.
    func lastStamped(upTo version: Int) -> Int {
        versions[...version].lastIndex(where: \.isStamped) ?? 0
    }

    mutating func take(_ facts: Facts, visibleAt: Duration, isStamped: Bool) {
        guard let session = Session(received: object(facts)) else { return }
        versions.append(
            Version(
                session: session, facts: facts, visibleAt: visibleAt, isStamped: isStamped))
    }

    private func object(_ facts: Facts) -> [String: JSONValue] {
        var object: [String: JSONValue] = [
            "id": .string(id.text), "number": .string(number),
            "status": .string(facts.status.rawValue),
            "departmentId": facts.department.map { .string($0.text) } ?? .null,
            "userId": facts.user.map { .string($0.text) } ?? .null,
            "updatedAt": .string(facts.updatedAt.text),
            "unreadCount": .integer(Int64(facts.messages)),
            "lastMessageText": .string("message \(facts.messages)"),
            "novelty": .object(["count": .integer(Int64(facts.novelty))]),
            "contactDetails": .object([
                "name": .string(facts.contact), "phoneNumber": .string(facts.phone),
            ]),
        ]
        if isDated { object["createdAt"] = .string(createdAt.text) }
        return object
    }
}
