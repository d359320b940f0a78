import Foundation
import OutpostModel

/// One HTTP answer, whole: the status, the three header fields that we read, and the body.
struct Answer: Sendable {
    let status: Int
    /// `Retry-After`, as it came.
    let retryAfter: String?
    /// `Date`: the server's idea of now.
    let date: String?
    let body: Data
    /// The name of this version, where the server gives it one.
    let tag: EntityTag?
    /// The proxy that passed it on, or gave it itself; nil where nobody can have come between.
    let relay: String?

    init(
        status: Int, retryAfter: String? = nil, date: String? = nil, body: Data,
        tag: EntityTag? = nil, relay: String? = nil
    ) {
        self.status = status
        self.retryAfter = retryAfter
        self.date = date
        self.body = body
        self.tag = tag
        self.relay = relay
    }

    /// The body as JSON, or nil for anything else.
    ///
    /// Its depth is bounded by the decoder.
    var json: JSONValue? { JSONValue(reading: body) }

    /// The body as it came, once it is known to be an error of the API's; nil for too long a one.
    var errorText: JSONText? {
        guard body.count <= RemoteRefusal.longestBody else { return nil }
        return JSONText(trusted: String(decoding: body, as: UTF8.self))
    }

    var isSuccess: Bool { (200..<300).contains(status) }
}
