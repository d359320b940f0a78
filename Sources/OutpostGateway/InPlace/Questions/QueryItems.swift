/// What stands after the question mark, read as the API reads it: names without regard to case, a
/// name as often as one likes, `Status[]=` and `Status[0]=` for `Status=`, and names that nobody
/// knows are ignored.
struct QueryItems {
    private var values: [String: [String]] = [:]

    init(_ query: String?) {
        for pair in (query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides[0].decoded.lowercased()
            let plain = name.hasSuffix("]") ? String(name.prefix { $0 != "[" }) : name
            values[plain, default: []].append(sides.count == 2 ? sides[1].decoded : "")
        }
    }

    /// Every value that is not empty.
    func all(_ name: String) -> [String] {
        values[name.lowercased(), default: []].filter { !$0.isEmpty }
    }

    func first(_ name: String) -> String? { all(name).first }
}

extension Substring {
    /// What is not encoded as it should be is taken as it stands.
    fileprivate var decoded: String { formDecoded ?? replacing("+", with: " ").description }
}
