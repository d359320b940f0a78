import OutpostModel

extension SessionPageRequest {
    /// The query of the session list.
    ///
    /// Names that the API does not know it ignores in silence, so a slip here is not an error but
    /// the wrong page: the oldest sessions, for ever.
    var query: [(name: String, value: String)] {
        var query = statuses.map { (name: "Status", value: $0.rawValue) }
        if let updatedAfter { query.append(("UpdatedAt.After", updatedAfter.text)) }
        if let createdAfter { query.append(("CreatedAt.After", createdAfter.text)) }
        query += [
            ("IncludeDetails", "ContactDetails"),
            // What is created while we walk comes last, where it pushes nothing to another page.
            ("OrderBy", "createdAt"),
            ("OrderDirection", newestFirst ? "DESCENDING" : "ASCENDING"),
            ("PageNumber", String(max(1, pageNumber))),
            ("PageSize", String(min(max(1, pageSize), 100))),
        ]
        return query
    }
}
