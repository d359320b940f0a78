/// A rule of refreshing that was broken.
package struct RefreshViolation: Error, CustomStringConvertible, Sendable {
    package let rule: RefreshRule
    package let words: String

    package var description: String { "\(rule.rawValue): \(words)" }
}
