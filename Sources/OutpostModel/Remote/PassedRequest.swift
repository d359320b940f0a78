/// A request of another program that is passed on to the API as it is.
package struct PassedRequest: Sendable {
    package let method: String
    /// The path and the query, as they were written.
    package let target: String
    package let fields: [HeaderField]
    /// Nil where there is none.
    package let body: ByteStream?
    /// Of the body, bytes; nil where it was not said.
    package let length: Int?

    package init(
        method: String, target: String, fields: [HeaderField], body: ByteStream? = nil,
        length: Int? = nil
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.length = length
    }

    package func with(_ body: ByteStream?) -> PassedRequest {
        PassedRequest(method: method, target: target, fields: fields, body: body, length: length)
    }

    /// Whether it changes nothing (RFC 9110, 9.2.1).
    package var isRead: Bool { ["GET", "HEAD", "OPTIONS"].contains(method) }
}
