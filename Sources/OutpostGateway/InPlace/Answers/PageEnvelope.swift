import OutpostModel

/// The envelope in which a page of a list comes.
struct PageEnvelope: Hashable {
    let pageNumber: Int
    let pageSize: Int
    let orderBy: String?
    let isDescending: Bool
    let totalItems: Int

    var totalPages: Int { (totalItems + pageSize - 1) / pageSize }

    /// As JSON, with the items, which are JSON already.
    func text(_ items: [String]) -> String {
        let order = orderBy.map { (try? JSONText.encode($0)) ?? "null" } ?? "null"
        return """
            {"pageNumber":\(pageNumber),"pageSize":\(pageSize),"orderBy":\(order),\
            "orderDirection":"\(isDescending ? "DESCENDING" : "ASCENDING")",\
            "items":[\(items.joined(separator: ","))],"totalItems":\(totalItems),\
            "totalPages":\(totalPages),"hasMorePages":\(pageNumber < totalPages)}
            """
    }
}
