import Hummingbird

extension Problem {
    /// The kinds of problems: programs branch on their types, which stay.
    enum Kind: String, CaseIterable {
        case malformed
        case unauthorized
        case foreign
        case notFound = "not-found"
        case noSuchPath = "no-such-path"
        case wrongMethod = "wrong-method"
        case wrongState = "wrong-state"
        case ended = "session-ended"
        case tooLarge = "too-large"
        case noTarget = "no-target"
        case unknownName = "unknown-name"
        case ambiguousName = "ambiguous-name"
        case notMember = "not-a-member"
        case keyReused = "key-reused"
        case tooMany = "too-many"
        case defect
        case neverRefreshed = "never-refreshed"
        case queueFull = "queue-full"
        case storeUnusable = "store-unusable"
        case busy
        case diskFull = "disk-full"

        var type: String { "urn:outpost:problem:" + rawValue }

        var status: HTTPResponse.Status {
            switch self {
            case .malformed: .badRequest
            case .unauthorized: .unauthorized
            case .foreign: .forbidden
            case .notFound, .noSuchPath: .notFound
            case .wrongMethod: .methodNotAllowed
            case .wrongState, .ended: .conflict
            case .tooLarge: .contentTooLarge
            case .noTarget, .unknownName, .ambiguousName, .notMember, .keyReused:
                .unprocessableContent
            case .tooMany: .tooManyRequests
            case .defect: .internalServerError
            case .neverRefreshed, .queueFull, .storeUnusable, .busy: .serviceUnavailable
            case .diskFull: .init(code: 507, reasonPhrase: "Insufficient Storage")
            }
        }

        /// After how many seconds it is worth trying again; nil where that is of no use.
        var retryAfter: Int? {
            switch self {
            case .busy: 1
            case .tooMany, .neverRefreshed: 5
            case .queueFull, .diskFull: 30
            default: nil
            }
        }

        var title: String {
            switch self {
            case .malformed: "The request cannot be understood"
            case .unauthorized: "The token is missing or wrong"
            case .foreign: "The request comes from a foreign place"
            case .notFound: "There is no such thing"
            case .noSuchPath: "There is no such path"
            case .wrongMethod: "The path does not know this method"
            case .wrongState: "The transfer's state does not allow it"
            case .ended: "The session has ended"
            case .tooLarge: "The request is too large"
            case .noTarget: "The transfer names neither department nor user"
            case .unknownName: "Nothing has this name"
            case .ambiguousName: "More than one has this name"
            case .notMember: "The user does not serve the department"
            case .keyReused: "The key belongs to another transfer"
            case .tooMany: "Too much at once"
            case .defect: "A defect of Outpost"
            case .neverRefreshed: "The copy is still empty"
            case .queueFull: "Too many transfers wait"
            case .storeUnusable: "The agent cannot use its files"
            case .busy: "The agent is busy"
            case .diskFull: "The disk is full"
            }
        }
    }
}
