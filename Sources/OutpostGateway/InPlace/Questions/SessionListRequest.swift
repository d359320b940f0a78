import OutpostModel
import OutpostStore

/// Everything that a request for the session list says. What is wrong is refused in the API's words,
/// and the first thing that is wrong as the API looks for it.
struct SessionListRequest {
    let selection: SessionSelection
    let pageNumber: Int
    /// As the caller wrote it: it comes back in the answer, and what is unknown has no effect.
    let orderBy: String?
    let details: Set<SessionDetail>

    static let usualPageSize = 15
    static let pageSizes = 1...SessionSelection.largestLimit

    init(_ query: QueryItems) throws(HelenaError) {
        var selection = try SessionSelection(filters: query)
        pageNumber = try Self.number(query, "PageNumber", in: 1...Int.max / 1000) ?? 1
        selection.limit =
            try Self.number(query, "PageSize", in: Self.pageSizes) ?? Self.usualPageSize
        selection.offset = (pageNumber - 1) * selection.limit
        selection.isDescending = try Self.isDescending(query)
        orderBy = query.first("OrderBy")
        selection.order = orderBy?.lowercased() == "updatedat" ? .updated : .created
        details = try SessionDetail.all(in: query)
        self.selection = selection
    }

    private static func isDescending(_ query: QueryItems) throws(HelenaError) -> Bool {
        switch query.first("OrderDirection")?.uppercased() {
        case nil, "ASCENDING": return false
        case "DESCENDING": return true
        default: throw .invalid("OrderDirection")
        }
    }

    private static func number(
        _ query: QueryItems, _ name: String, in range: ClosedRange<Int>
    ) throws(HelenaError) -> Int? {
        guard let text = query.first(name) else { return nil }
        guard let number = Int(text), range.contains(number) else { throw .invalid(name) }
        return number
    }
}

extension SessionSelection {
    fileprivate init(filters query: QueryItems) throws(HelenaError) {
        self.init()
        for text in query.all("Status") {
            let status = Session.Status(rawValue: text)
            guard Session.Status.known.contains(status) else { throw .invalid("Status") }
            statuses.append(status)
        }
        departments = try Self.ids(query, "DepartmentId")
        users = try Self.ids(query, "UserId")
        contacts = try Self.ids(query, "ContactId").map { (id: Identifier<Self>) in id.text }
        channels = try Self.ids(query, "ChannelsId").map { (id: Identifier<Self>) in id.text }
        tags = try Self.ids(query, "TagsId").map { (id: Identifier<Self>) in id.text }
        tagNames = query.all("TagsName")
        types = query.all("Type").map { $0.uppercased() }
        guard types.allSatisfy(["INDIVIDUAL", "GROUP"].contains) else { throw .invalid("Type") }
        created = try TimeRange(query, "CreatedAt")
        updated = try TimeRange(query, "UpdatedAt")
        ended = try TimeRange(query, "EndAt")
        active = try TimeRange(query, "ActiveAt")
        lastInteraction = try TimeRange(query, "LastInteractionAt")
    }

    private static func ids<Subject>(
        _ query: QueryItems, _ name: String
    ) throws(HelenaError) -> [Identifier<Subject>] {
        var ids: [Identifier<Subject>] = []
        for text in query.all(name) {
            guard let id = Identifier<Subject>(text) else { throw .invalid(name) }
            ids.append(id)
        }
        return ids
    }
}

extension TimeRange {
    fileprivate init(_ query: QueryItems, _ field: String) throws(HelenaError) {
        self.init(
            after: try Self.moment(query, field + ".After"),
            before: try Self.moment(query, field + ".Before"))
    }

    private static func moment(
        _ query: QueryItems, _ name: String
    ) throws(HelenaError) -> Timestamp? {
        guard let text = query.first(name) else { return nil }
        guard let moment = Timestamp(loosely: text) else { throw .invalid(name) }
        return moment
    }
}
