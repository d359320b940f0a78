/// A path and a query that every server reads in the same way.
///
/// What one of two programs decodes and the other does not can be used to pass by what the first one
/// checks: a transfer written with escapes would miss the outbox.
struct PlainTarget: Hashable {
    let text: String

    /// Nil for a path with escapes that it does not need, with dots or nothing for a segment, with
    /// parameters in a segment (`transfer;x=1`), which some servers cut off, or with signs that are
    /// not allowed in a URL (RFC 3986).
    init?(_ text: String) {
        guard text.utf8.allSatisfy(Self.mayBeThere) else { return nil }
        let path = text.prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard path.first == "/", !path.contains(";"),
            !segments.contains(where: { [".", ".."].contains($0) }),
            !segments.dropLast().contains(""), Self.hasOnlyNeededEscapes(path)
        else { return nil }
        self.text = text
    }

    private static func mayBeThere(_ byte: UInt8) -> Bool {
        let isWord =
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        return isWord || signs.contains(byte)
    }

    private static let signs = Set("-._~:/?[]@!$&'()*+,;=%".utf8)

    /// Bytes beyond ASCII, spaces and the like; never a letter, a digit, a dot or a slash.
    private static func hasOnlyNeededEscapes(_ path: Substring) -> Bool {
        path.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            part in
            guard part.utf8.count >= 2, let byte = UInt8(part.prefix(2), radix: 16) else {
                return false
            }
            return byte >= 0x80 || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "|")
        }
    }
}
