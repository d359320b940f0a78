/// A request that arrived whole.
struct Request: Sendable {
    let method: String
    let path: String
    /// What stood after `?`, as sent.
    let query: String
    let authorization: String?
    let body: [UInt8]

    init(
        method: String = "GET", target: String, authorization: String? = nil, body: [UInt8] = []
    ) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = parts.first.map(String.init) ?? "/"
        query = parts.count == 2 ? String(parts[1]) : ""
        self.authorization = authorization
        self.body = body
    }
}
