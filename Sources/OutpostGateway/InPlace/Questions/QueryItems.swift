import Foundation

/// What stands after the question mark, read as the API reads it: names without regard to case, a
/// name as often as one likes, `Status[]=` and `Status[0]=` for `Status=`, and names that nobody
/// knows are ignored.
struct QueryItems {
    private var values: [String: [String]] = [:]

    init(_ query: String?) {
        for pair in (query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(sides[0]).lowercased()
            let plain = name.hasSuffix("]") ? String(name.prefix { $0 != "[" }) : name
            values[plain, default: []].append(sides.count == 2 ? Self.decoded(sides[1]) : "")
        }
    }

    /// Every value that is not empty.
    func all(_ name: String) -> [String] {
        values[name.lowercased(), default: []].filter { !$0.isEmpty }
    }

    func first(_ name: String) -> String? { all(name).first }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}
