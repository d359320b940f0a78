import Foundation
import Hummingbird
import OutpostModel
import OutpostSync

extension TransferRequest {
    /// Reads a transfer as `outpost transfer` takes it: ids or names, and times such as "8h".
    ///
    /// - Parameter lifetime: how long it may wait where the request does not say, seconds.
    init(decoding request: Request, lifetime: TimeInterval) async throws {
        let key = request.idempotencyKey
        let object = try await request.object(
            knowing: "session", "department", "user", "stopBot", "ifMoved", "key", "expiresIn")
        guard let session = try object.text("session", orNumber: true) else {
            throw Problem.malformed("session is missing", advice: "give a session's id or number")
        }
        self.init(
            session: session, department: try object.text("department"),
            user: try object.text("user"), stopsBot: try object.truth("stopBot") ?? false,
            ifMoved: try object.ifMoved ?? .park, key: try object.text("key") ?? key,
            lifetime: try object.lifetime ?? lifetime)
        guard key == nil || self.key == key else {
            throw Problem.malformed("the header Idempotency-Key and the member key differ")
        }
    }
}

extension Request {
    /// The caller's name for the request, with or without the quotation marks that the header's
    /// draft standard asks for: most programs leave them out.
    var idempotencyKey: String? {
        guard let text = headers[.idempotencyKey] else { return nil }
        let isQuoted = text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
        return isQuoted ? String(text.dropFirst().dropLast()) : text
    }
}

extension [String: JSONValue] {
    /// A member that is a text; nil where it is missing or null.
    fileprivate func text(_ name: String, orNumber: Bool = false) throws(Problem) -> String? {
        switch self[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .integer(let number) where orNumber: return String(number)
        default: throw .malformed("\(name) is not a text")
        }
    }

    fileprivate func truth(_ name: String) throws(Problem) -> Bool? {
        switch self[name] {
        case nil, .null: return nil
        case .bool(let value): return value
        default: throw .malformed("\(name) is neither true nor false")
        }
    }

    fileprivate var ifMoved: Intent.IfMoved? {
        get throws(Problem) {
            guard let text = try text("ifMoved") else { return nil }
            guard let value = Intent.IfMoved(rawValue: text) else {
                throw .malformed("ifMoved is park, force or drop")
            }
            return value
        }
    }

    fileprivate var lifetime: TimeInterval? {
        get throws(Problem) {
            guard let text = try text("expiresIn", orNumber: true) else { return nil }
            guard let duration = Duration(text: text) else {
                throw .malformed("expiresIn is not a time such as 30m, 8h or 2d")
            }
            return duration.seconds
        }
    }
}
