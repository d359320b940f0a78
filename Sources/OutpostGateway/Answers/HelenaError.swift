import Foundation
import Hummingbird
import OutpostModel

/// An error in the Helena API's own shape, for programs that were written for it.
struct HelenaError: Error, Hashable {
    let status: HTTPResponse.Status
    /// The stable word to branch on: `FORM_ERROR`, `ERROR_UNAUTHORIZED`, ….
    let key: String
    /// What happened and what to do, for people.
    let text: String
    /// What the API itself said, whole; nil where we speak for it.
    var said: JSONText?
    var headers: HTTPFields = [:]

    func response(at now: Date) -> Response {
        if let said { return .json(text: said.text, status: status, headers: headers) }
        let id = UUID().uuidString.lowercased()
        let body: JSONValue = .object([
            "error": .bool(true), "date": .string(Timestamp(now).text), "key": .string(key),
            "text": .string(text), "isUnsolvableError": .bool(false), "details": .null,
            "id": .object(["value": .string(id), "shortValue": .string(String(id.prefix(8)))]),
            "httpStatusCode": .integer(Int64(status.code)),
            "version": .string(Version.current), "environment": .string("outpost"),
        ])
        return .json(body, status: status, headers: headers)
    }
}

extension HelenaError {
    /// The key that stands for a status where there is no better one.
    static func key(for status: HTTPResponse.Status) -> String {
        switch status.code {
        case 401: "ERROR_UNAUTHORIZED"
        case 403: "ERROR_FORBIDDEN"
        case 404: "ERROR_NOT_FOUND"
        case 429: "ERROR_TOO_MANY_REQUESTS"
        case 503: "ERROR_UNAVAILABLE"
        case 400..<500: "FORM_ERROR"
        default: "ERROR_INTERNAL"
        }
    }

    init(_ problem: Problem) {
        self.init(
            status: problem.status, key: Self.key(for: problem.status),
            text: [problem.detail, problem.advice].compactMap(\.self).joined(separator: "; "),
            headers: problem.headers)
    }
}
