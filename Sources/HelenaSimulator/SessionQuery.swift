/// Everything that a request for the session list says.
struct SessionQuery: Sendable {
    var filter: SessionFilter
    var page: PageRequest
    /// What the client wrote, given back in the envelope.
    ///
    /// Free text; what is unknown has no effect.
    var orderBy: String?
    var details: Set<SessionDetail>

    init(
        filter: SessionFilter = SessionFilter(), page: PageRequest = PageRequest(),
        orderBy: String? = nil, details: Set<SessionDetail> = []
    ) {
        self.filter = filter
        self.page = page
        self.orderBy = orderBy
        self.details = details
    }

    init(_ query: Query, in world: World, rules: SimulatorSettings) throws(Refusal) {
        filter = try SessionFilter(query, in: world, rules: rules)
        page = try PageRequest(query)
        orderBy = query.first("OrderBy")
        details = try SessionDetail.all(in: query)
    }

    var isByUpdate: Bool { orderBy?.lowercased() == "updatedat" }
}
