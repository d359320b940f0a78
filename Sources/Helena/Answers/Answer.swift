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

    init(status: Int, retryAfter: String? = nil, date: String? = nil, body: Data) {
        self.status = status
        self.retryAfter = retryAfter
        self.date = date
        self.body = body
    }

    /// The body as JSON, or nil for anything else.
    ///
    /// Its depth is bounded by the decoder.
    var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: body) }

    var isSuccess: Bool { (200..<300).contains(status) }
}
