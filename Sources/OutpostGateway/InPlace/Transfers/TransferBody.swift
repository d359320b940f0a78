import Foundation
import OutpostModel
import OutpostSync

/// What `PUT …/transfer` is sent, checked as the API checks it: nothing is stored before that.
struct TransferBody: Hashable {
    let department: Department.ID?
    let user: User.ID?
    let stopsBot: Bool

    init(_ body: Data) throws(HelenaError) {
        guard let object = JSONValue(reading: body)?.object else { throw .malformedBody }
        let options = object["options"].flatMap { $0 == .null ? nil : $0 }
        guard options == nil || options?.object != nil else { throw .malformedBody }
        let department: Department.ID? = try Self.id(object, "newDepartmentId")
        let user: User.ID? = try Self.id(object, "newUserId")
        switch object["type"]?.string?.uppercased() {
        case "DEPARTMENT":
            guard department != nil else { throw .nothingToTransfer }
            self.user = nil
        case "USER":
            guard user != nil else { throw .nothingToTransfer }
            self.user = user
        default:
            throw .invalid("type")
        }
        self.department = department
        stopsBot = options?["stopBotInExecution"]?.bool ?? false
    }

    /// The same as people ask for it. An equal one that is open will do, if there is no key.
    func request(
        _ session: Session.ID, key: String?, lifetime: TimeInterval
    ) -> TransferRequest {
        TransferRequest(
            session: session.text, department: department?.text, user: user?.text,
            stopsBot: stopsBot, key: key, lifetime: lifetime, joinsEqual: true)
    }

    private static func id<Subject>(
        _ object: [String: JSONValue], _ name: String
    ) throws(HelenaError) -> Identifier<Subject>? {
        guard let member = object[name], member != .null else { return nil }
        guard let id = member.string.flatMap(Identifier<Subject>.init) else {
            throw .invalid(name)
        }
        return id
    }
}
