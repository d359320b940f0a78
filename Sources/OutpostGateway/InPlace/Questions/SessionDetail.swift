/// What `IncludeDetails` can ask for.
enum SessionDetail: String, CaseIterable, Hashable {
    case undefined, agentDetails, departmentsDetails, contactDetails, channelTypeDetails
    case classificationDetails, channelDetails

    /// The member that the object gets; nil for a word that asks for nothing.
    var member: String? {
        switch self {
        case .undefined: nil
        case .agentDetails: "agentDetails"
        // Spelled differently in the question and in the answer.
        case .departmentsDetails: "departmentDetails"
        case .contactDetails: "contactDetails"
        case .channelTypeDetails, .channelDetails: "channelDetails"
        case .classificationDetails: "classification"
        }
    }

    /// Whether the copy can answer it.
    var isCached: Bool {
        switch self {
        case .undefined, .agentDetails, .departmentsDetails, .contactDetails: true
        case .channelTypeDetails, .classificationDetails, .channelDetails: false
        }
    }

    /// A wrong value is refused, unlike a wrong name.
    static func all(in query: QueryItems) throws(HelenaError) -> Set<SessionDetail> {
        var found: Set<SessionDetail> = []
        for word in query.all("IncludeDetails").flatMap({ $0.split(separator: ",") }) {
            let wanted = word.lowercased()
            guard let detail = allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
                throw .invalid("IncludeDetails")
            }
            found.insert(detail)
        }
        return found
    }
}
