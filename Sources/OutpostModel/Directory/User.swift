/// A person who attends sessions. The API calls the record an agent, and the person a user.
package struct User: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<User>

    /// The API's `userId`: what sessions, transfers and filters speak of, not the record's `id`.
    package let id: ID
    package let name: String
    package let email: String?
    /// AVAILABLE, UNAVAILABLE, or a word that this version does not know.
    package let availability: String?
    package let departments: [Department.ID]
    /// The object as received, with the fields that this version does not know.
    package let object: JSONText

    package init(
        id: ID, name: String, email: String?, availability: String?,
        departments: [Department.ID], object: JSONText
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.availability = availability
        self.departments = departments
        self.object = object
    }

    /// Reads what the API sent; nil without a usable `userId`. Any other field may be missing.
    package init?(received object: [String: JSONValue]) {
        guard let id = object["userId"]?.string.flatMap(ID.init) else { return nil }
        let memberships = object["departments"]?.array ?? []
        self.init(
            id: id,
            name: object["name"]?.string ?? object["shortName"]?.string ?? id.short,
            email: object["email"]?.string,
            availability: object["availability"]?.string,
            departments: memberships.compactMap {
                $0["departmentId"]?.string.flatMap(Department.ID.init)
            },
            object: JSONText(object))
    }
}
