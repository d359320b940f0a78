import Foundation

/// The part of an address after `?`.
///
/// Names are matched without regard to case, a key may be repeated, and `Status[]=` and
/// `Status[0]=` mean `Status=`.
struct Query: Sendable {
    private var values: [String: [String]] = [:]

    init(_ text: String) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0]).lowercased()
            let value = parts.count == 2 ? Self.decoded(parts[1]) : ""
            let plain = name.hasSuffix("]") ? String(name.prefix { $0 != "[" }) : name
            values[plain, default: []].append(value)
        }
    }

    /// All values of a name that are not empty.
    func all(_ name: String) -> [String] {
        values[name.lowercased(), default: []].filter { !$0.isEmpty }
    }

    func first(_ name: String) -> String? {
        all(name).first
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return spaced.removingPercentEncoding ?? spaced
    }
}
