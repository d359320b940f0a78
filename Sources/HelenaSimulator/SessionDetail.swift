/// What `IncludeDetails` can ask for.
enum SessionDetail: String, CaseIterable, Sendable {
    case undefined, agentDetails, departmentsDetails, contactDetails, channelTypeDetails
    case classificationDetails, channelDetails

    /// A wrong value is refused, unlike a wrong name.
    static func all(in query: Query) throws(Refusal) -> Set<SessionDetail> {
        var result: Set<SessionDetail> = []
        for text in query.all("IncludeDetails") {
            for name in text.split(separator: ",") {
                let wanted = name.lowercased()
                guard let detail = allCases.first(where: { $0.rawValue.lowercased() == wanted })
                else { throw .invalid("IncludeDetails") }
                result.insert(detail)
            }
        }
        return result
    }
}
