import Foundation

/// The whole of the simulated service except its sockets: a request goes in, a decision on how to
/// answer comes out.
struct Simulation: Sendable {
    var world: World
    var settings: SimulatorSettings
    var faults = FaultRules()
    private(set) var log = RequestLog()
    private var meter = LimitMeter()
    private var errors: ErrorBodies
    private let now: @Sendable () -> Date

    init(
        world: World, settings: SimulatorSettings = SimulatorSettings(),
        now: @escaping @Sendable () -> Date
    ) {
        self.world = world
        self.settings = settings
        self.now = now
        errors = ErrorBodies(seed: world.seed)
    }

    mutating func answer(_ request: Request) -> Delivery {
        let moment = Timestamp(now())
        let fault = faults.strike(request)
        let delivery: Delivery
        if let instead = fault?.delivery(errors: &errors, at: moment) {
            delivery = instead
        } else {
            var response = response(to: request, at: moment)
            response.date = moment.httpDate
            delivery = fault?.delivery(of: response) ?? .whole(response)
        }
        log.add(request, status: delivery.status, fault: fault)
        return delivery
    }

    /// A write by a person at the service's own screen, which no fault and no limit touches.
    mutating func colleague(_ write: Write, _ sessionID: String) throws(Refusal) {
        try world.apply(write, to: sessionID, by: .colleague, at: Timestamp(now()))
    }

    /// Returns the new session's position.
    mutating func customerOpens() -> Int {
        world.openSession(at: Timestamp(now()))
    }

    /// Returns the session's position.
    mutating func customerReturns(to sessionID: String) throws(Refusal) -> Int {
        try world.reopenSession(sessionID, at: Timestamp(now()))
    }

    private mutating func response(to request: Request, at now: Timestamp) -> Response {
        // Authentication comes before routing, and what has no route is unauthorized as well.
        guard request.authorization == "Bearer \(settings.apiKey)" else {
            return errors.unauthorized(at: now)
        }
        if let limits = settings.limits, !meter.admits(limits, at: now) {
            return errors.tooManyRequests(limits.retryAfter, at: now)
        }
        guard let route = Route(request) else { return errors.unauthorized(at: now) }
        do throws(Refusal) {
            return Response(body: try body(of: route, request, at: now))
        } catch {
            return errors.refused(error, at: now)
        }
    }

    private mutating func body(
        of route: Route, _ request: Request, at now: Timestamp
    ) throws(Refusal) -> String {
        let query = Query(request.query)
        switch route {
        case .departments: return world.departmentList()
        case .department(let id): return try department(id, query)
        case .agents: return world.userList()
        case .agent(let id):
            guard let position = world.agent(id) else { throw .noSuchUser }
            return world.userText(position)
        case .sessions(let version):
            let wanted = try SessionQuery(query, in: world, rules: settings)
            return world.sessionPage(wanted, version: version)
        case .session(let id, let version):
            let position = try world.session(id)
            let details = try SessionDetail.all(in: query)
            return world.sessionText(position, version: version, details: details)
        case .messages(let id): return try world.messagePage(id, query, rules: settings)
        case .write(let kind, let id):
            let write = try Write(kind, body: request.body)
            let position = try world.apply(write, to: id, by: .api, at: now)
            return world.sessionText(position, version: .v1, details: [])
        }
    }

    private func department(_ id: String, _ query: Query) throws(Refusal) -> String {
        guard let position = world.department(id) else { throw .noSuchDepartment }
        let details = query.all("IncludeDetails").map { $0.lowercased() }
        guard details.allSatisfy(["all", "agents", "channels", "undefined"].contains) else {
            throw .invalid("IncludeDetails")
        }
        let withAgents = details.contains("all") || details.contains("agents")
        return world.departmentText(position, withAgents: withAgents)
    }
}
