import OutpostModel
import OutpostStore

/// How a session is shown: the object as the server sent it, with what was asked for, and without
/// what the cache keeps for its own sake.
struct SessionView: Hashable {
    let version: APIVersion
    let details: Set<SessionDetail>

    init(_ version: APIVersion, _ details: Set<SessionDetail> = []) {
        self.version = version
        self.details = details
    }

    /// The members that SQLite leaves out of the object; those that are added anew among them.
    var without: [String] {
        var members = Set(details.compactMap(\.member)).subtracting(["contactDetails"])
        if !details.contains(.contactDetails) { members.insert("contactDetails") }
        if version == .v1 { members.insert("type") }
        return members.sorted()
    }

    /// The session as JSON, out of an object that is ``without`` those members.
    func text(_ session: CachedSession, _ known: KnownObjects) -> String {
        guard !details.isEmpty else { return session.object.text }
        var text = session.object.text
        func add(_ member: String, _ value: JSONText?) {
            text.removeLast()
            text += (text.utf8.count > 1 ? "," : "") + "\"\(member)\":\(value?.text ?? "null")}"
        }
        for member in Set(details.compactMap(\.member)).sorted() {
            switch member {
            case "contactDetails":
                if !text.contains("\"\(member)\":") { add(member, nil) }
            case "agentDetails": add(member, session.placement.userID.flatMap { known.users[$0] })
            case "departmentDetails":
                add(member, session.placement.departmentID.flatMap { known.departments[$0] })
            // The cache knows nothing of channels and classifications: null, if the API cannot be asked.
            default: add(member, nil)
            }
        }
        return text
    }

    /// The session as the server has just sent it, as this version of the API shows it.
    func text(answered session: Session) -> String {
        var members = session.object.object
        for member in without { members[member] = nil }
        return JSONText(members).text
    }
}
