/// What the server said when it refused for good.
package struct RemoteRefusal: Codable, Hashable, Sendable {
    /// The HTTP status; an error under status 200 has the one that its body names.
    package let status: Int
    /// The stable word to branch on, such as `FORM_ERROR`.
    @Nullable package var key: String?
    /// One line for people, in the server's language.
    @Nullable package var text: String?
    /// All of it, for those who wait for the answer. A customer's words may be in it: it is written
    /// nowhere, neither to the disk nor into a report, and whoever comes later gets the rest.
    package var body: JSONText? = nil

    /// The longest body that is kept, bytes.
    package static let longestBody = 8 * 1024

    private enum CodingKeys: CodingKey {
        case status, key, text
    }

    package init(status: Int, key: String?, text: String?, body: JSONText? = nil) {
        self.status = status
        _key = Nullable(wrappedValue: key)
        _text = Nullable(wrappedValue: text)
        self.body = body
    }
}
