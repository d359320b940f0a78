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
    /// The cache knows no session with that number.
    case unknownNumber(String)
    /// The cache does not know that session.
    case unknownSession(Session.ID)
    /// No such department or user; `nearest` are names that look like it.
    case unknown(kind: String, String, nearest: [String])
    /// More than one has that name or number.
    case ambiguous(kind: String, String, [Candidate])
    /// The user does not serve the department.
    case notMember(user: String, department: String, serves: [String])
    /// The session has ended.
    case ended(String, Session.Status)
    /// The list was never fetched: names cannot be looked up.
    case neverRefreshed(Resource)
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
        case .unknownNumber(let number):
            "no session with the number \(number) is known here"
        case .unknownSession(let id):
            "the session \(id) is not known here"
        case .unknown(let kind, let text, _):
            "there is no \(kind) \"\(text)\""
        case .ambiguous(let kind, let text, _):
            "more than one \(kind) is called \"\(text)\""
        case .notMember(let user, let department, _):
            "\(user) does not serve the department \(department)"
        case .ended(let session, let status):
            "the session \(session) is \(status.rawValue) and cannot be transferred"
        case .neverRefreshed(let resource):
            "the list of \(resource.rawValue) was never fetched, so names cannot be looked up"
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

    /// What to do about it, where there is more to say.
    package var advice: String? {
        switch self {
        case .noTarget:
            "give --department, --user, or both"
        case .malformedSession:
            "`outpost sessions NAME` finds sessions by contact name, phone or number"
        case .unknownNumber, .unknownSession:
            "`outpost refresh sessions` asks the server; an id is accepted without the cache"
        case .unknown(let kind, _, let nearest):
            nearest.isEmpty
                ? "`outpost \(kind)s` lists them" : "did you mean \(nearest.listed(or: "or"))?"
        case .ambiguous(_, _, let candidates):
            "use an id: " + candidates.map(\.text).joined(separator: ", ")
        case .notMember(_, _, let serves):
            serves.isEmpty ? "they serve no department" : "they serve \(serves.listed(or: "and"))"
        case .ended, .malformedKey, .malformedLifetime:
            nil
        case .neverRefreshed:
            "start the agent with `outpost run`, or type `outpost refresh`; or use ids"
        case .outbox(.keyReused):
            "use another key, or none"
        case .outbox(.tooMany):
            "wait until some are delivered: `outpost status` says what they wait for"
        case .outbox(.store(let failure)), .cache(let failure):
            failure.advice
        case .outbox:
            nil
        }
    }
}

extension StoreFailure {
    package var advice: String? {
        switch self {
        case .notThere: "start the agent with `outpost run`, or type `outpost refresh`"
        case .newerVersion: nil
        case .damaged(let file, _):
            file == Cache.fileName
                ? "`outpost run` or `outpost refresh` sets it aside and fetches everything anew"
                : "keep it: it holds transfers that exist nowhere else; `outpost queue salvage FILE` "
                    + "writes what can still be read"
        case .notWritable: "check the data directory: its owner, its modes, the disk"
        case .full: "make room on the disk; nothing was stored"
        case .busy: "try again"
        case .unexpected: nil
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
