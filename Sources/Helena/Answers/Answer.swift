import Foundation
import OutpostModel

/// One HTTP answer, whole: the status, the two header fields that we read, and the body.
struct Answer: Sendable {
    let status: Int
    /// `Retry-After`, as it came.
    let retryAfter: String?
    /// `Date`: the server's idea of now.
    let date: String?
    let body: Data
    /// The proxy that passed it on, or gave it itself; nil where nobody can have come between.
    let relay: String?

    init(
        status: Int, retryAfter: String? = nil, date: String? = nil, body: Data,
        relay: String? = nil
    ) {
        self.status = status
        self.retryAfter = retryAfter
        self.date = date
        self.body = body
        self.relay = relay
    }

    /// The body as JSON, or nil for anything else.
    ///
    /// Its depth is bounded by the decoder.
    var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: body) }

    var isSuccess: Bool { (200..<300).contains(status) }
}
