import Foundation
import OutpostModel

/// Ids, times and objects that the tests have in common.
enum Example {
    /// A moment that is a whole second: it comes back from a column as it was.
    static let noon = Date(timeIntervalSince1970: 1_750_000_000)

    static func later(_ seconds: TimeInterval) -> Date { noon.addingTimeInterval(seconds) }

    /// The `number`th id of its kind.
    static func id<Subject>(_ number: Int) -> Identifier<Subject> {
        let digits = String(number, radix: 16)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        guard let id = Identifier<Subject>("00000000-0000-4000-8000-" + zeros + digits) else {
            preconditionFailure("that makes a UUID")
        }
        return id
    }

    static func place(_ department: Int?, _ user: Int? = nil) -> Placement {
        Placement(departmentID: department.map { id($0) }, userID: user.map { id($0) })
    }

    static func base(_ department: Int?, _ user: Int? = nil, updated: Int64 = 1) -> Intent.Base {
        Intent.Base(
            placement: place(department, user), status: .pending,
            updatedAt: Timestamp(ticks: updated))
    }

    /// A transfer of the session with that number, to a department.
    static func transfer(
        _ session: Int, to department: Int = 1, intent: Intent.ID = .random(), key: String? = nil,
        base: Intent.Base? = nil, lifetime: TimeInterval = 3600
    ) -> NewIntent {
        NewIntent(
            id: intent, sessionID: id(session), target: .department(id(department)), key: key,
            base: base, lifetime: lifetime)
    }

    static func department(_ number: Int, _ name: String, note: String = "") -> Department {
        let id: Department.ID = id(number)
        return Department(
            id: id, name: name, isDefault: false,
            object: JSONText([
                "id": .string(id.text), "name": .string(name), "note": .string(note),
            ]))
    }

    static func user(
        _ number: Int, _ name: String, email: String? = nil, departments: [Int] = [],
        note: String = ""
    ) -> User {
        let id: User.ID = id(number)
        let ids = departments.map { Example.id($0) as Department.ID }
        return User(
            id: id, name: name, email: email, availability: "AVAILABLE", departments: ids,
            object: JSONText([
                "userId": .string(id.text), "name": .string(name), "note": .string(note),
                "departments": .array(ids.map { .string($0.text) }),
            ]))
    }

    /// - Parameter updated: the server's `updatedAt`, in seconds after noon.
    static func session(
        _ number: Int, status: Session.Status = .pending, department: Int? = nil,
        user: Int? = nil, name: String? = nil, phone: String? = nil, updated: Int? = 0
    ) -> Session {
        let id: Session.ID = id(number)
        var contact: [String: JSONValue] = [:]
        contact["name"] = name.map { .string($0) }
        contact["phoneNumber"] = phone.map { .string($0) }
        var object: [String: JSONValue] = [
            "id": .string(id.text), "status": .string(status.rawValue),
            "number": .string(String(number)), "unknown": .string("kept"),
        ]
        if !contact.isEmpty { object["contactDetails"] = .object(contact) }
        object["departmentId"] = department.map { .string((Example.id($0) as Department.ID).text) }
        object["userId"] = user.map { .string((Example.id($0) as User.ID).text) }
        object["updatedAt"] = updated.map { .string(Timestamp(later(Double($0))).text) }
        guard let session = Session(received: object) else {
            preconditionFailure("that makes a session")
        }
        return session
    }
}
