/// A host out of a URL: a name or an address, in lower case, an IPv6 address without brackets.
struct HostName: Hashable, Sendable {
    let text: String

    /// Nil for what no host can be.
    ///
    /// A URL's escapes (`%20`, `%2f`) are undone when it is read, and would come out as something
    /// else when the URL is put together again.
    init?(_ text: String) {
        var text = text.lowercased()
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        guard (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0.isHostCharacter })
        else { return nil }
        self.text = text
    }

    /// As it stands in a URL: an IPv6 address in brackets.
    var inURL: String { text.contains(":") ? "[\(text)]" : text }
}

extension UInt8 {
    fileprivate var isHostCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
