/// One request that reached the API's address, whatever became of it.
package struct RequestRecord: Sendable, Equatable {
    /// From 1, without gaps.
    package let sequence: Int
    package let method: String
    package let path: String
    package let query: String
    /// Nil if the connection ended, or went silent, without one.
    package let status: Int?
    /// The name of the fault it met.
    package let fault: String?

    var json: String {
        var text = JSONText()
        text.field("sequence", sequence)
        text.field("method", method)
        text.field("path", path)
        text.field("query", query)
        text.field("status", status)
        text.word("fault", fault)
        return text.object
    }
}
