/// How much of each session is kept on this machine: the setting `cache.keep`. Each keeps what those
/// before it keep, and more.
package enum KeptDetails: String, CaseIterable, Comparable, Sendable {
    /// What moving and counting sessions needs: ids, numbers, states, times and tags. Fields that this
    /// version does not know are left out: nobody can tell what is in them.
    case minimal
    /// Also the contact, with name and phone, because people find sessions by them. What customers
    /// write is left out.
    case contacts
    /// All that the API sends, what customers write too.
    case full

    /// What is kept of a session as the API sent it.
    package func reduced(_ session: [String: JSONValue]) -> [String: JSONValue] {
        switch self {
        case .full: return session
        case .contacts: return session.filter { !Self.texts.contains($0.key) }
        case .minimal:
            var kept = session.filter { Self.bare.contains($0.key) }
            kept["contactDetails"] = session["contactDetails"].map(Self.tags)
            return kept
        }
    }

    /// A contact's tags alone: the API's filters ask for them.
    private static func tags(_ contact: JSONValue) -> JSONValue {
        guard let members = contact.object else { return .null }
        return .object(members.filter { tagged.contains($0.key) })
    }

    private static let texts: Set = ["lastMessageText"]
    private static let tagged: Set = ["id", "tagsId", "tagsName"]
    private static let bare: Set = [
        "id", "companyId", "channelId", "contactId", "departmentId", "userId", "botId", "status",
        "statusDescription", "createdAt", "updatedAt", "startAt", "endAt", "number", "unreadCount",
        "windowStatus", "channelType", "type", "firstResponseAt", "lastInteractionDate",
        "timeService", "timeWait", "origin",
    ]

    package static func < (some: KeptDetails, other: KeptDetails) -> Bool {
        some.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .minimal: 0
        case .contacts: 1
        case .full: 2
        }
    }
}
