package import Foundation
package import OutpostModel

/// The departments, users and sessions of a branch of any size, in size and members as the API sends
/// them: the same ones each time.
package struct LargeBranch: Sendable {
    package static let departments = 200
    package static let users = 5_000
    /// A contact in so many has a given first name.
    package static let firstNames = [
        "Adriana", "Bruno", "Camila", "Diego", "Eduarda", "Fábio", "Gabriela", "Heitor", "Isabela",
        "João", "Karina", "Lúcia", "Márcio", "Natália", "Otávio", "Patrícia", "Rafael", "Sônia",
        "Tiago", "Vitória",
    ]
    private static let surnames = [
        "Almeida", "Barbosa", "Cardoso", "Duarte", "Esteves", "Ferreira", "Gonçalves", "Henriques",
        "Junqueira", "Lacerda", "Magalhães", "Nogueira", "Oliveira", "Pacheco", "Queiroz",
        "Ribeiro", "Santana", "Teixeira", "Vasconcelos", "Xavier",
    ]
    /// So many contacts share a rare name.
    private static let relatives = 10
    private static let span = 30.0 * 86_400  // in which sessions were opened, seconds

    package let sessions: Int
    package let now: Date

    package init(sessions: Int, now: Date) {
        self.sessions = sessions
        self.now = now
    }

    package func department(_ number: Int) -> Department {
        Department(received: [
            "id": .string(Self.departmentID(number)), "companyId": .string(Self.id(0, 0)),
            "name": .string("\(Self.surnames[number % 20]) \(number)"),
            "isDefault": .bool(number == 0),
            "restrictionType": .string("NONE"), "distribuitionEnabled": .bool(true),
            "createdAt": .string("2026-01-01T00:00:00Z"),
            "updatedAt": .string("2026-01-01T00:00:00Z"),
        ])!
    }

    /// In two departments.
    package func user(_ number: Int) -> User {
        let id = Self.id(2, number)
        let homes = [number, number + 1 + number % 7].map { $0 % Self.departments }
        return User(received: [
            "id": .string(Self.id(3, number)), "userId": .string(id),
            "name": .string(Self.userName(number)),
            "email": .string("user\(number)@example.com"), "profile": .string("Agent"),
            "isOwner": .bool(false), "availability": .string("AVAILABLE"),
            "companyId": .string(Self.id(0, 0)), "createdAt": .string("2026-01-01T00:00:00Z"),
            "departments": .array(
                homes.map { home in
                    .object([
                        "agentId": .string(Self.id(3, number)), "userId": .string(id),
                        "departmentId": .string(Self.departmentID(home)),
                        "isAgent": .bool(true), "isSupervisor": .bool(false),
                    ])
                }),
        ])!
    }

    /// One in ten waits, and one in ten is being attended to.
    package func session(_ number: Int) -> Session {
        let status = ["PENDING", "IN_PROGRESS"].dropFirst(number % 10).first ?? "COMPLETED"
        let opened = now.addingTimeInterval(
            -Self.span * (1 - Double(number) / Double(max(1, sessions))))
        let updated = opened.addingTimeInterval(Double(Self.mixed(number) % 86_400))
        let createdAt = JSONValue.string(Timestamp(opened).text)
        let user =
            status == "IN_PROGRESS"
            ? JSONValue.string(Self.id(2, Int(Self.mixed(number) % UInt64(Self.users)))) : .null
        return Session(received: [
            "id": .string(Self.sessionID(number)), "number": .string(String(100_000 + number)),
            "status": .string(status), "companyId": .string(Self.id(0, 0)),
            "channelId": .string(Self.id(5, number % 3)), "contactId": .string(Self.id(6, number)),
            "departmentId": .string(Self.departmentID(number / 10 % Self.departments)),
            "userId": user, "unreadCount": .integer(Int64(number % 4)),
            "createdAt": createdAt, "startAt": createdAt,
            "updatedAt": .string(Timestamp(min(updated, now)).text),
            "origin": .string("RECEIVED_FROM_HUB"), "windowStatus": .string("ACTIVE"),
            "channelType": .string("WHATSAPP"), "type": .string("INDIVIDUAL"),
            "contactDetails": .object([
                "id": .string(Self.id(6, number)), "name": .string(Self.contactName(number)),
                "phoneNumber": .string("55119" + String(70_000_000 + number)),
                "tagsId": .array([]), "tagsName": .array([]),
            ]),
        ])!
    }

    package static func sessionID(_ number: Int) -> String { id(4, number) }

    package static func departmentID(_ number: Int) -> String { id(1, number) }

    package static func userName(_ number: Int) -> String {
        "\(firstNames[number % 20]) \(surnames[number / 20 % 20]) \(rareName(number))"
    }

    package static func contactName(_ number: Int) -> String {
        let mixed = Int(mixed(number) >> 32)
        return "\(firstNames[mixed % 20]) \(surnames[mixed / 20 % 20])"
            + " \(rareName(number / relatives))"
    }

    /// Another word for every number up to 16 million.
    package static func rareName(_ number: Int) -> String {
        let consonants = Array("bcdfghjklmnprstv"), vowels = Array("aeio")
        var rest = number &* 0x9E_3779 & 0xFF_FFFF
        var word = ""
        for _ in 0..<4 {
            word.append(consonants[rest & 15])
            word.append(vowels[rest >> 4 & 3])
            rest >>= 6
        }
        return word.capitalized
    }

    /// As scattered as the API's.
    private static func id(_ kind: Int, _ number: Int) -> String {
        func hex(_ value: UInt64) -> String {
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        let digits = hex(mixed(number * 8 + kind)) + hex(mixed(~(number * 8 + kind)))
        let parts = [0..<8, 8..<12, 13..<16, 17..<20, 20..<32].map { range in
            digits.utf8.dropFirst(range.lowerBound).prefix(range.count)
        }.map { String($0)! }
        return "\(parts[0])-\(parts[1])-4\(parts[2])-8\(parts[3])-\(parts[4])"
    }

    private static func mixed(_ number: Int) -> UInt64 {
        var mixed = UInt64(bitPattern: Int64(number)) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
