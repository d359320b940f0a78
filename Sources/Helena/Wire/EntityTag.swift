/// What a server calls one version of what it answers with (RFC 9110, 8.8.3). It is never looked into.
struct EntityTag: Hashable, Sendable {
    let text: String

    /// Nil if there is none, or one that is no tag.
    init?(_ header: String?) {
        guard let text = header, text.utf8.count <= 256, text.hasSuffix("\""),
            text.hasPrefix("\"") || text.hasPrefix("W/\"")
        else { return nil }
        self.text = text
    }
}
