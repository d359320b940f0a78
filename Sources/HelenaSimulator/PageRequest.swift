/// Which page of a list is wanted.
struct PageRequest: Sendable {
    /// From 1.
    let number: Int
    let size: Int
    let isDescending: Bool

    static let defaultSize = 15
    static let sizes = 1...100

    init(number: Int = 1, size: Int = defaultSize, isDescending: Bool = false) {
        self.number = number
        self.size = size
        self.isDescending = isDescending
    }

    init(_ query: Query) throws(Refusal) {
        number = try Self.number(query, "PageNumber", default: 1, in: 1...Int.max / 1000)
        size = try Self.number(query, "PageSize", default: Self.defaultSize, in: Self.sizes)
        switch query.first("OrderDirection")?.uppercased() {
        case nil, "ASCENDING": isDescending = false
        case "DESCENDING": isDescending = true
        default: throw .invalid("OrderDirection")
        }
    }

    /// The positions, in a list of so many, that this page shows, before its direction is applied.
    func range(of total: Int) -> Range<Int> {
        let start = min(total, (number - 1) * size)
        return start..<min(total, start + size)
    }

    /// The envelope in which every paged list arrives.
    func envelope(items: [String], total: Int, orderBy: String?) -> String {
        let pages = (total + size - 1) / size
        var text = JSONText()
        text.field("pageNumber", number)
        text.field("pageSize", size)
        text.field("orderBy", orderBy)
        text.word("orderDirection", isDescending ? "DESCENDING" : "ASCENDING")
        text.raw("items", JSONText.array(items))
        text.field("totalItems", total)
        text.field("totalPages", pages)
        text.field("hasMorePages", number < pages)
        return text.object
    }

    private static func number(
        _ query: Query, _ name: String, default standard: Int, in range: ClosedRange<Int>
    ) throws(Refusal) -> Int {
        guard let text = query.first(name) else { return standard }
        guard let number = Int(text), range.contains(number) else { throw .invalid(name) }
        return number
    }
}
