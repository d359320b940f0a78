/// A department: a queue of sessions, and the users who serve it.
package struct Department: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Department>

    package let id: ID
    package let name: String
    package let isDefault: Bool
    /// The object as received, with the fields that this version does not know.
    package let object: JSONText

    package init(id: ID, name: String, isDefault: Bool, object: JSONText) {
        self.id = id
        self.name = name
        self.isDefault = isDefault
        self.object = object
    }

    /// Reads what the API sent; nil without a usable `id`. Any other field may be missing.
    package init?(received object: [String: JSONValue]) {
        guard let id = object["id"]?.string.flatMap(ID.init) else { return nil }
        self.init(
            id: id, name: object["name"]?.string ?? id.short,
            isDefault: object["isDefault"]?.bool ?? false, object: JSONText(object))
    }
}
