/// A chat session with a customer: what gets transferred.
package struct Session: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Session>

    package let id: ID
    /// What people read out to each other; digits.
    package let number: String?
    package let status: Status
    package let departmentID: Department.ID?
    package let userID: User.ID?
    package let contactName: String?
    /// The contact's phone number, digits alone.
    package let contactPhone: String?
    package let createdAt: Timestamp?
    /// The server's, never ours. It changes with every message too, not only when it is moved.
    package let updatedAt: Timestamp?
    /// The object as received, with the fields that this version does not know, as far as it is kept
    /// (``KeptDetails``).
    package let object: JSONText

    package init(
        id: ID, number: String?, status: Status, departmentID: Department.ID?, userID: User.ID?,
        contactName: String?, contactPhone: String?, createdAt: Timestamp?, updatedAt: Timestamp?,
        object: JSONText
    ) {
        self.id = id
        self.number = number
        self.status = status
        self.departmentID = departmentID
        self.userID = userID
        self.contactName = contactName
        self.contactPhone = contactPhone
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.object = object
    }

    /// Reads what the API sent; nil without a usable `id` and a `status`, which is how a session
    /// is told from anything else that arrives as an object. Any other field may be missing.
    ///
    /// - Parameter kept: what is not to be kept is not even read.
    package init?(received object: [String: JSONValue], keeping kept: KeptDetails = .contacts) {
        guard let id = object["id"]?.string.flatMap(ID.init), let status = object["status"]?.string
        else { return nil }
        let object = kept.reduced(object)
        let contact = object["contactDetails"]
        let phones = ["phoneNumber", "phoneNumberFormatted"].compactMap {
            contact?[$0]?.string?.digits
        }
        let number = object["number"]
        self.init(
            id: id,
            number: number?.string ?? number?.integer.map { String($0) },
            status: Status(rawValue: status),
            departmentID: object["departmentId"]?.string.flatMap(Department.ID.init),
            userID: object["userId"]?.string.flatMap(User.ID.init),
            contactName: contact?["name"]?.string,
            contactPhone: phones.first { !$0.isEmpty },
            createdAt: object["createdAt"]?.string.flatMap { Timestamp($0) },
            updatedAt: object["updatedAt"]?.string.flatMap { Timestamp($0) },
            object: JSONText(object))
    }

    /// Who has it: what a transfer changes.
    package var placement: Placement {
        Placement(departmentID: departmentID, userID: userID)
    }
}

extension Session {
    /// The same session without what is not to be kept.
    package func keeping(_ kept: KeptDetails) -> Session {
        Session(received: object.object, keeping: kept) ?? self
    }

    /// The same session with what was known of its contact and its type, where an answer came
    /// without: a transfer's answer has neither, and people find sessions by their contacts.
    package func keepingContact(of known: Session) -> Session {
        guard contactName == nil, contactPhone == nil else { return self }
        var members = object.object
        let before = known.object.object
        for name in ["contactDetails", "type"] where members[name] == nil {
            members[name] = before[name]
        }
        return Session(
            id: id, number: number, status: status, departmentID: departmentID, userID: userID,
            contactName: known.contactName, contactPhone: known.contactPhone,
            createdAt: createdAt, updatedAt: updatedAt, object: JSONText(members))
    }
}
