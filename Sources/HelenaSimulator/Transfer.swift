/// Where a session is to go.
enum Transfer: Equatable, Sendable {
    case department(String)
    /// Without a department, the session keeps its own if the user belongs to it, and goes to the
    /// user's first otherwise.
    case user(String, department: String?)

    init(_ body: JSONValue) throws(Refusal) {
        let department = try Self.id(body, "newDepartmentId")
        let user = try Self.id(body, "newUserId")
        switch body.member("type")?.string?.uppercased() {
        case "DEPARTMENT":
            guard let department else { throw .nothingToTransfer }
            self = .department(department)
        case "USER":
            guard let user else { throw .nothingToTransfer }
            self = .user(user, department: department)
        default:
            throw .invalid("type")
        }
    }

    init(department: String?, user: String?) throws(Refusal) {
        if let user {
            self = .user(user, department: department)
        } else if let department {
            self = .department(department)
        } else {
            throw .nothingToTransfer
        }
    }

    /// An id that is there must be one: the service refuses bodies it cannot read.
    static func id(_ body: JSONValue, _ name: String) throws(Refusal) -> String? {
        guard let member = body.member(name) else { return nil }
        guard let id = member.string.flatMap(Identifier.normalised) else { throw .invalid(name) }
        return id
    }
}
