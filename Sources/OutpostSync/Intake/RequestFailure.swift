package import Foundation
package import OutpostModel
package import OutpostStore

/// Why a request was refused. Nothing was stored.
package enum RequestFailure: Error, Hashable, Sendable {
    /// Something that is listed to choose from.
    package struct Candidate: Hashable, Sendable {
        package let id: String
        package let name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }

        var text: String { name.isEmpty ? id : "\(id) (\(name))" }
    }

    /// Neither a department nor a user was given.
    case noTarget
    /// It is neither an id nor a number.
    case malformedSession(String)
    /// The cache knows no session with that number; why it may not know all, where that is so.
    case unknownNumber(String, because: String? = nil)
    /// The cache does not know that session.
    case unknownSession(Session.ID)
    /// No such department or user; `nearest` are names that look like it.
    case unknown(kind: String, String, nearest: [String])
    /// There is no such status.
    case unknownStatus(String)
    /// More than one has that name or number.
    case ambiguous(kind: String, String, [Candidate])
    /// The user does not serve the department.
    case notMember(user: String, department: String, serves: [String])
    /// The session has ended.
    case ended(String, Session.Status)
    /// The list was never fetched: names cannot be looked up. Why, where it was tried.
    case neverRefreshed(Resource, because: String? = nil)
    case malformedKey
    case malformedLifetime(TimeInterval)
    case outbox(OutboxFailure)
    case cache(StoreFailure)
}

extension RequestFailure: CustomStringConvertible {
    /// What happened.
    package var description: String {
        switch self {
        case .noTarget:
            "a transfer needs a department, a user, or both"
        case .malformedSession(let text):
            "\"\(text)\" is neither a session's id nor its number"
        case .unknownNumber(let number, let reason):
            "no session with the number \(number) is known here"
                + (reason.map { ", and the last refresh failed: \($0)" } ?? "")
        case .unknownSession(let id):
            "the session \(id) is not known here"
        case .unknown(let kind, let text, _):
            "there is no \(kind) \"\(text)\""
        case .unknownStatus(let text):
            "there is no status \(text)"
        case .ambiguous(let kind, let text, _):
            "more than one \(kind) is called \"\(text)\""
        case .notMember(let user, let department, _):
            "\(user) does not serve the department \(department)"
        case .ended(let session, let status):
            "the session \(session) is \(status.rawValue) and cannot be transferred"
        case .neverRefreshed(let resource, let reason):
            "the list of \(resource.rawValue) was never fetched, so "
                + "nothing can be looked up in it"
                + (reason.map { ": \($0)" } ?? "")
        case .malformedKey:
            "a key has 1 to \(NewIntent.longestKey) bytes and no control characters"
        case .malformedLifetime:
            "a transfer may wait from one second to a year"
        case .outbox(let failure):
            failure.description
        case .cache(let failure):
            failure.description
        }
    }
}

extension [String] {
    /// "A", "A or B", "A, B or C"
    package func listed(or conjunction: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}
