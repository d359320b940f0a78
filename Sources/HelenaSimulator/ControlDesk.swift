/// The control address: the simulator's levers over plain HTTP, for programs that are not tests.
///
/// It stays up while the line is cut, asks for no key, and is not part of the modelled API.
struct ControlDesk: Sendable {
    let simulation: SharedSimulation
    let line: Line

    func answer(_ request: Request) async -> Response {
        do {
            return Response(body: try await reply(to: request))
        } catch let error as ControlError {
            return refusal(400, error.sentence)
        } catch let error as Refusal {
            return refusal(400, error.text)
        } catch {
            return refusal(500, "The simulator could not do that: \(error)")
        }
    }

    private func reply(to request: Request) async throws -> String {
        let path = request.path.lowercased().split(separator: "/").joined(separator: "/")
        switch (request.method, path) {
        case ("GET", "journal"):
            return JSONText.array(simulation.with { $0.world.journal.map(\.json) })
        case ("GET", "requests"): return requests(Query(request.query))
        case ("GET", "state"): break
        case ("POST", "line/cut"): try await line.cut()
        case ("POST", "line/restore"): try await line.restore()
        case ("POST", "faults"):
            let rule = try FaultRule(try object(request))
            simulation.with { $0.faults.add(rule) }
        case ("DELETE", "faults"): simulation.with { $0.faults.clear() }
        case ("POST", "settings"): try change(try object(request))
        case ("POST", "colleague/transfer"): return try transfer(try object(request))
        case ("POST", "colleague/complete"):
            return try colleague(.complete, try session(try object(request)))
        case ("POST", "colleague/delete"):
            let id = try session(try object(request))
            try simulation.with { try $0.world.deleteSession(id) }
        case ("POST", "customer/open"): return customerOpens()
        case ("POST", "customer/return"):
            return try customerReturns(to: try session(try object(request)))
        default: throw ControlError("There is no \(request.method) /\(path) here.")
        }
        return state()
    }

    /// What most commands answer with: how things stand now.
    private func state() -> String {
        let isUp = line.isUp
        return simulation.with { simulation in
            var text = JSONText()
            text.word("line", isUp ? "up" : "down")
            text.word("baseURL", line.url)
            text.raw("settings", simulation.settings.json)
            text.raw("faults", JSONText.array(simulation.faults.rules.map(\.json)))
            text.field("departments", simulation.world.departments.count)
            text.field("users", simulation.world.users.count)
            text.field("sessions", simulation.world.sessions.count)
            text.field("writes", simulation.world.journal.count)
            text.field("requests", simulation.log.count)
            return text.object
        }
    }

    /// How many requests there were, and the last of them (100, or `?last=N`).
    private func requests(_ query: Query) -> String {
        let last = query.first("last").flatMap(Int.init) ?? 100
        return simulation.with { simulation in
            var text = JSONText()
            text.field("count", simulation.log.count)
            let records = simulation.log.records.suffix(max(0, last))
            text.raw("last", JSONText.array(records.map(\.json)))
            return text.object
        }
    }

    private func change(_ body: JSONValue) throws {
        try simulation.with { simulation in
            var settings = simulation.settings
            try settings.change(body)
            simulation.settings = settings
        }
    }

    private func transfer(_ body: JSONValue) throws -> String {
        let transfer = try Transfer(
            department: body.member("departmentId")?.string, user: body.member("userId")?.string)
        return try colleague(.transfer(transfer), try session(body))
    }

    /// Does it and answers with the session, as the API shows it.
    private func colleague(_ write: Write, _ sessionID: String) throws -> String {
        try simulation.with { simulation in
            try simulation.colleague(write, sessionID)
            let position = try simulation.world.session(sessionID)
            return simulation.world.sessionText(position, version: .v2, details: [])
        }
    }

    private func customerOpens() -> String {
        simulation.with { simulation in
            let position = simulation.customerOpens()
            return simulation.world.sessionText(position, version: .v2, details: [])
        }
    }

    private func customerReturns(to sessionID: String) throws -> String {
        try simulation.with { simulation in
            let position = try simulation.customerReturns(to: sessionID)
            return simulation.world.sessionText(position, version: .v2, details: [])
        }
    }

    private func session(_ body: JSONValue) throws -> String {
        guard let id = body.member("sessionId")?.string else {
            throw ControlError("sessionId is missing.")
        }
        return id
    }

    private func object(_ request: Request) throws -> JSONValue {
        guard let body = JSONValue(parsing: request.body), body.isObject else {
            throw ControlError("The body must be a JSON object.")
        }
        return body
    }

    private func refusal(_ status: Int, _ sentence: String) -> Response {
        var text = JSONText()
        text.field("error", sentence)
        return Response(status: status, body: text.object)
    }
}
