/// What the server said when it refused for good, as far as others may hear it: not its whole body,
/// in which a customer's words may be.
package struct RemoteRefusal: Codable, Hashable, Sendable {
    /// The HTTP status; an error under status 200 has the one that its body names.
    package let status: Int
    /// The stable word to branch on, such as `FORM_ERROR`.
    @Nullable package var key: String?
    /// One line for people, in the server's language.
    @Nullable package var text: String?

    package init(status: Int, key: String?, text: String?) {
        self.status = status
        _key = Nullable(wrappedValue: key)
        _text = Nullable(wrappedValue: text)
    }
}
