import Foundation
import OutpostModel

/// When the line is lost, on the wall.
let beginning = Date(timeIntervalSince1970: 1_750_000_000)

extension Identifier {
    /// The same in every run.
    static func numbered(_ number: Int) -> Self {
        let digits = String(number)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        guard let id = Self("00000000-0000-4000-8000-" + zeros + digits) else {
            preconditionFailure("twelve digits make an id")
        }
        return id
    }
}

extension Identifier<Intent> {
    /// The id with the same digits as the session's.
    static func sameDigits(_ session: Session.ID) -> Self {
        guard let id = Self(session.text) else { preconditionFailure("an id is an id") }
        return id
    }
}

extension Timestamp {
    /// So much later than the beginning.
    init(since elapsed: Duration) {
        self.init(beginning.addingTimeInterval(elapsed / .seconds(1)))
    }
}

extension Department {
    static func numbered(_ number: Int) -> Department {
        let id = ID.numbered(number)
        return Department(
            id: id, name: "Department \(number)", isDefault: number == 1,
            object: JSONText(["id": .string(id.text), "name": .string("Department \(number)")]))
    }
}

extension Session {
    /// Waiting in the first department since a minute before the line was lost.
    static func numbered(_ number: Int) -> Session {
        received([
            "id": .string(ID.numbered(number).text), "number": .string(String(number)),
            "status": .string("PENDING"),
            "departmentId": .string(Account.departments[0].id.text),
            "createdAt": .string(Timestamp(since: .seconds(number - 10_000_000)).text),
            "updatedAt": .string(Timestamp(since: .seconds(-60)).text),
        ])
    }

    func moved(to target: TransferTarget, at now: Duration) -> Session {
        var members = accepted(for: target).object.object
        members["updatedAt"] = .string(Timestamp(since: now).text)
        return Session.received(members)
    }

    /// As it will be, once a transfer that a hub has accepted is delivered.
    func accepted(for target: TransferTarget) -> Session {
        var members = object.object
        members["departmentId"] = target.departmentID.map { .string($0.text) }
        members["userId"] = target.userID.map { .string($0.text) }
        return Session.received(members)
    }

    private static func received(_ members: [String: JSONValue]) -> Session {
        guard let session = Session(received: members) else {
            preconditionFailure("it has an id and a status")
        }
        return session
    }
}

extension RemoteFailure {
    /// Nobody is reached, not even to say where the API is.
    static let lineDown = RemoteFailure(
        .offline(.nameUnknown), mayHaveBeenApplied: false, neverArrived: true,
        reason: "the name does not resolve")
    static let unknownSession = RemoteFailure(
        .rejected(key: "FORM_ERROR"), mayHaveBeenApplied: false, reason: "not found")

    static func tooMany(_ wait: Duration) -> RemoteFailure {
        RemoteFailure(
            .throttled, mayHaveBeenApplied: false, reason: "too many requests", retryAfter: wait)
    }
}
