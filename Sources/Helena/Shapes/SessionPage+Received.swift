import OutpostModel

extension SessionPage {
    /// Reads the list's envelope; nil for anything else.
    ///
    /// `items` may be missing from an empty page, as the vendor documents, and then the counters
    /// must show that it is an envelope.
    init?(
        received json: JSONValue, asked request: SessionPageRequest, keeping kept: KeptDetails
    ) {
        let total = json["totalItems"]?.integer.flatMap { Int(exactly: $0) }
        let number = json["pageNumber"]?.integer.flatMap { Int(exactly: $0) }
        let pages = json["totalPages"]?.integer.flatMap { Int(exactly: $0) }
        let items: [JSONValue]
        switch json["items"] {
        case .array(let received): items = received
        case nil, .null?:
            guard total != nil, number != nil else { return nil }
            items = []
        default: return nil
        }
        let sessions = items.compactMap { item in
            item.object.flatMap { Session(received: $0, keeping: kept) }
        }
        let pageNumber = number ?? request.pageNumber
        self.init(
            sessions: sessions, unreadable: items.count - sessions.count, pageNumber: pageNumber,
            totalItems: total, totalPages: pages,
            hasMore: json["hasMorePages"]?.bool
                ?? pages.map { pageNumber < $0 } ?? (items.count >= request.pageSize))
    }
}
