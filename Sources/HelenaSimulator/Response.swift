/// An answer, before it is decided how it travels.
struct Response: Equatable, Sendable {
    let status: Int
    let contentType: String
    let body: String
    let retryAfter: String?
    /// When the API answered, as HTTP writes it; what stands in its way leaves it out.
    var date: String?

    static let json = "application/json; charset=utf-8"
    static let html = "text/html; charset=utf-8"

    init(
        status: Int = 200, contentType: String = json, body: String, retryAfter: String? = nil
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.retryAfter = retryAfter
    }
}
