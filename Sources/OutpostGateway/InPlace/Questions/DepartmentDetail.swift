/// What `includeDetails` can ask for of one department.
enum DepartmentDetail: String, CaseIterable, Hashable {
    case undefined, all, agents, channels

    static func all(in query: QueryItems) throws(HelenaError) -> Set<DepartmentDetail> {
        var found: Set<DepartmentDetail> = []
        for word in query.all("IncludeDetails") {
            guard let detail = DepartmentDetail(rawValue: word.lowercased()) else {
                throw .invalid("IncludeDetails")
            }
            found.insert(detail)
        }
        return found
    }
}
