/// How the write-ahead log of a database stands.
package struct Journal: Hashable, Sendable {
    /// Its size, bytes.
    package let bytes: Int
    /// Somebody reads an old state and does not let go, so that it cannot be taken over into the file.
    package let isHeldBack: Bool

    package init(bytes: Int, isHeldBack: Bool) {
        self.bytes = bytes
        self.isHeldBack = isHeldBack
    }

    /// What the journal may grow to before a reader that holds it back is worth a word, bytes.
    package static let worthAWord = 8 * 1024 * 1024
}
