import Hummingbird

extension Problem {
    /// The kinds of problems: programs branch on their types, which stay.
    enum Kind: String, CaseIterable {
        case malformed, unauthorized, forbidden, unfound, noSuchPath, wrongMethod, conflict
        case tooLarge, unacceptable, tooMany, defect, unavailable, full

        var type: String { "urn:outpost:problem:" + word }

        var status: HTTPResponse.Status {
            switch self {
            case .malformed: .badRequest
            case .unauthorized: .unauthorized
            case .forbidden: .forbidden
            case .unfound, .noSuchPath: .notFound
            case .wrongMethod: .methodNotAllowed
            case .conflict: .conflict
            case .tooLarge: .contentTooLarge
            case .unacceptable: .unprocessableContent
            case .tooMany: .tooManyRequests
            case .defect: .internalServerError
            case .unavailable: .serviceUnavailable
            case .full: .init(code: 507, reasonPhrase: "Insufficient Storage")
            }
        }

        var title: String {
            switch self {
            case .malformed: "The request cannot be understood"
            case .unauthorized: "The token is missing or wrong"
            case .forbidden: "The request comes from a foreign place"
            case .unfound: "There is no such thing"
            case .noSuchPath: "There is no such path"
            case .wrongMethod: "The path does not know this method"
            case .conflict: "The state of things does not allow it"
            case .tooLarge: "The request is too large"
            case .unacceptable: "The request is understood and cannot be accepted"
            case .tooMany: "Too much at once"
            case .defect: "A defect of Outpost"
            case .unavailable: "Not now"
            case .full: "The disk is full"
            }
        }

        private var word: String {
            switch self {
            case .unfound: "not-found"
            case .noSuchPath: "no-such-path"
            case .wrongMethod: "wrong-method"
            case .tooLarge: "too-large"
            case .tooMany: "too-many"
            default: rawValue
            }
        }
    }
}
