/// What programs show at the TCP door in place of an API key.
package struct AccessToken: Sendable {
    private let bytes: [UInt8]

    /// In characters; one that was made here has more.
    package static let shortest = 32

    /// Nil for a text that is too short to be one, or cannot stand in a header.
    package init?(_ text: String) {
        bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { (0x21...0x7e).contains($0) }
        guard bytes.count >= Self.shortest, isPlain else { return nil }
    }

    /// Whether it is the same. How long that takes does not depend on where they differ: who measures
    /// it learns nothing of the token but its length.
    package func matches(_ text: some StringProtocol) -> Bool {
        let given = Array(text.utf8)
        var difference: UInt8 = given.count == bytes.count ? 0 : 1
        for (position, byte) in bytes.enumerated() {
            difference |= byte ^ (position < given.count ? given[position] : 0)
        }
        return difference == 0
    }
}
