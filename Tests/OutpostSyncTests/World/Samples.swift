import Foundation
import OutpostModel

/// The moment at which the worlds of these tests begin.
let noon = Date(timeIntervalSince1970: 1_750_000_000)

/// The id with that number, the same in every run.
func id<Subject>(_ number: Int) -> Identifier<Subject> {
    let digits = String(number)
    let zeros = String(repeating: "0", count: 12 - digits.count)
    return Identifier("00000000-0000-4000-8000-" + zeros + digits)!
}

extension Timestamp {
    /// So many seconds after noon.
    static func noon(plus seconds: Double) -> Timestamp {
        Timestamp(OutpostSyncTests.noon.addingTimeInterval(seconds))
    }
}

extension Department {
    static let vendas = sample(1, "Vendas")
    static let suporte = sample(2, "Suporte")
    static let cobranca = sample(3, "Cobrança")
    static let samples = [vendas, suporte, cobranca]

    static func sample(_ number: Int, _ name: String) -> Department {
        let departmentID: Department.ID = OutpostSyncTests.id(number)
        return Department(received: ["id": .string(departmentID.text), "name": .string(name)])!
    }
}

extension User {
    static let ana = sample(1, "Ana Souza", [.vendas])
    static let bruno = sample(2, "Bruno Lima", [.suporte])
    /// Two people of one name, in two departments.
    static let joseOfVendas = sample(3, "José da Silva", [.vendas])
    static let joseOfSuporte = sample(4, "José da Silva", [.suporte])
    static let carla = sample(5, "Carla Dias", [])
    static let samples = [ana, bruno, joseOfVendas, joseOfSuporte, carla]

    static func sample(_ number: Int, _ name: String, _ departments: [Department]) -> User {
        let userID: User.ID = OutpostSyncTests.id(number)
        return User(received: [
            "userId": .string(userID.text), "name": .string(name),
            "email": .string("user\(number)@example.com"),
            "departments": .array(
                departments.map { .object(["departmentId": .string($0.id.text)]) }),
        ])!
    }
}

extension Session {
    /// As the server would send it.
    static func sample(
        _ number: Int, in department: Department? = .vendas, with user: User? = nil,
        status: Status = .pending, updatedAt: Timestamp? = .noon(plus: -60),
        createdAt: Timestamp? = nil, contact: String? = nil
    ) -> Session {
        let sessionID: Session.ID = OutpostSyncTests.id(number)
        var object: [String: JSONValue] = [
            "id": .string(sessionID.text), "number": .string(String(number)),
            "status": .string(status.rawValue),
        ]
        object["departmentId"] = (department?.id.text).map { .string($0) }
        object["userId"] = (user?.id.text).map { .string($0) }
        // In the order of their numbers, a second apart, unless said.
        let created = createdAt ?? .noon(plus: -100_000_000 + Double(number))
        object["createdAt"] = .string(created.text)
        object["updatedAt"] = updatedAt.map { .string($0.text) }
        object["contactDetails"] = contact.map { .object(["name": .string($0)]) }
        return Session(received: object)!
    }

    /// The same session, somewhere else.
    func moved(
        to department: Department?, _ user: User? = nil, status: Status? = nil
    ) -> Session {
        var object = object.object
        object["departmentId"] = (department?.id.text).map { .string($0) }
        object["userId"] = (user?.id.text).map { .string($0) }
        object["status"] = .string((status ?? self.status).rawValue)
        return Session(received: object)!
    }
}

extension Intent {
    /// An intent for session 1, accepted while that was waiting in Vendas.
    static func sample(
        to target: TransferTarget = .department(Department.suporte.id),
        base: Base? = Base(Session.sample(1)), ifMoved: IfMoved = .park, strikes: Int = 0,
        isAmbiguous: Bool = false, attempts: Int? = nil, session: Int = 1, sequence: Int64 = 1
    ) -> Intent {
        Intent(
            id: OutpostSyncTests.id(Int(sequence)), sequence: sequence,
            sessionID: OutpostSyncTests.id(session), target: target, stopsBot: false,
            ifMoved: ifMoved, key: nil, state: .queued, reason: nil, base: base,
            acceptedAt: noon, expiresAt: noon.addingTimeInterval(3_600), endedAt: nil,
            attempts: attempts ?? (isAmbiguous ? 1 : 0), strikes: strikes,
            isAmbiguous: isAmbiguous, supersededBy: nil)
    }
}
