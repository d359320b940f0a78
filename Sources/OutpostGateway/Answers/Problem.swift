import Hummingbird
import OutpostModel

/// An error of our own interface, as RFC 9457 has it.
struct Problem: Error, Hashable {
    let kind: Kind
    /// What happened.
    let detail: String
    /// What to do about it, where there is more to say.
    var advice: String?
    var headers: HTTPFields = [:]

    var status: HTTPResponse.Status { kind.status }

    func response() -> Response {
        var members: [String: JSONValue] = [
            "type": .string(kind.type), "title": .string(kind.title),
            "status": .integer(Int64(status.code)), "detail": .string(detail),
        ]
        if let advice { members["advice"] = .string(advice) }
        return .json(
            JSONValue.object(members), status: status, headers: headers,
            type: "application/problem+json")
    }
}

extension Problem {
    static let noSuchPath = Problem(
        kind: .noSuchPath, detail: "nothing is at this path",
        advice: "/outpost/v1/openapi.json names every path")

    static func wrongMethod(allowed: [String]) -> Problem {
        let list = allowed.joined(separator: ", ")
        return Problem(
            kind: .wrongMethod, detail: "this path knows \(list) only",
            headers: [.allow: list])
    }

    static let tooLarge = Problem(
        kind: .tooLarge,
        detail: "a request's body has at most \(GatewayLimits.largestBody) bytes")

    static func malformed(_ detail: String, advice: String? = nil) -> Problem {
        Problem(kind: .malformed, detail: detail, advice: advice)
    }
}
