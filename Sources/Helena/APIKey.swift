/// The account's secret.
///
/// It goes into the `Authorization` header and nowhere else.
///
/// It prints, dumps and reflects as "APIKey(hidden)", so that a careless log line or an error that
/// carries a settings value cannot give it away.
package struct APIKey: Sendable {
    /// Nothing outside of this target sees it.
    let secret: String

    /// The longest key, in bytes: more is a file that was named by mistake.
    package static let longest = 4096

    /// Nil unless `text` is one to ``longest`` visible ASCII characters.
    ///
    /// Line breaks, controls and spaces would break the header, or smuggle another one in.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Self.longest).contains(bytes.count),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        secret = text
    }

    /// The value of the `Authorization` header.
    var authorization: String { "Bearer \(secret)" }

    /// The text without the key, should the other side have echoed it.
    func removed(from text: String) -> String {
        text.replacing(secret, with: "(hidden)")
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "APIKey(hidden)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
