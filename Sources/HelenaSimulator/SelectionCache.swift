/// Remembers which sessions a filter lets through, for as long as nothing is written.
///
/// Without it every page of a walk would look at every session again.
struct SelectionCache: Sendable {
    struct Key: Hashable, Sendable {
        let filter: SessionFilter
        let isByUpdate: Bool
    }

    static let limit = 16

    private var kept: [Key: [Int]] = [:]

    subscript(key: Key) -> [Int]? {
        get { kept[key] }
        set {
            if kept.count >= Self.limit { kept.removeAll() }
            kept[key] = newValue
        }
    }

    mutating func forget() {
        kept.removeAll()
    }
}
