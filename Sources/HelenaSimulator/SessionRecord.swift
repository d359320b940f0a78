/// A conversation with a customer as the service keeps it.
struct SessionRecord: Sendable {
    let id: String
    /// Digits only, different for every session.
    let number: String
    /// Position in the world's list of contacts.
    let contact: Int
    /// Position in the world's list of channels.
    let channel: Int
    let isGroup: Bool
    let createdAt: Timestamp
    /// Decides the small differences between objects, such as which optional fields are there.
    let flavour: Int

    var status: SessionStatus
    /// Position in the world's list of departments.
    var department: Int?
    /// Position in the world's list of users.
    var user: Int?
    var updatedAt: Timestamp
    var endAt: Timestamp?

    var lastInteractionAt: Timestamp { endAt ?? updatedAt }
}
