import Foundation
import OutpostModel

/// Ids and objects that the tests have in common.
enum Example {
    static let departmentID = "0b5c1a52-93a3-4a0c-8c61-0f1c0ad0a001"
    static let userID = "0b5c1a52-93a3-4a0c-8c61-0f1c0ad0a002"
    static let sessionID = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    static let intentID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

    /// A moment that is a whole second.
    static let noon = Date(timeIntervalSince1970: 1_750_000_000)

    static func id<Subject>(_ text: String) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(text) else { preconditionFailure("not a UUID: \(text)") }
        return id
    }

    /// The `number`th id of its kind.
    static func id<Subject>(_ number: Int) -> Identifier<Subject> {
        let digits = String(number, radix: 16)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        return id("00000000-0000-4000-8000-" + zeros + digits)
    }

    static func object(_ json: String) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: Data(json.utf8))
    }

    static func intent(
        state: Intent.State = .queued, target: TransferTarget = .department(id(departmentID)),
        endedAt: Date? = nil, supersededBy: Intent.ID? = nil
    ) -> Intent {
        Intent(
            id: id(intentID), sequence: 1, sessionID: id(sessionID), target: target,
            stopsBot: false, ifMoved: .park, key: nil, state: state, reason: nil, base: nil,
            acceptedAt: noon, expiresAt: noon.addingTimeInterval(86_400), endedAt: endedAt,
            attempts: 0, strikes: 0, isAmbiguous: false, supersededBy: supersededBy)
    }
}
