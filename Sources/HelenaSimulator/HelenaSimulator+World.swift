/// What people at the service's own screen do, and what there is to choose from.
extension HelenaSimulator {
    /// A colleague moves the session.
    ///
    /// With a user, the department may be left out.
    package func colleagueTransfers(
        session: String, toDepartment department: String?, user: String?
    ) async throws {
        let transfer = try Transfer(department: department, user: user)
        try simulation.with { (simulation) throws(Refusal) in
            try simulation.colleague(.transfer(transfer), session)
        }
    }

    package func colleagueCompletes(session: String) async throws {
        try simulation.with { (simulation) throws(Refusal) in
            try simulation.colleague(.complete, session)
        }
    }

    /// A colleague deletes the session: from now on nobody has heard of it.
    package func colleagueDeletes(session: String) async throws {
        try simulation.with { (simulation) throws(Refusal) in
            try simulation.world.deleteSession(session)
        }
    }

    /// An administrator deletes the department.
    package func colleagueDeletes(department: String) async throws {
        try simulation.with { (simulation) throws(Refusal) in
            try simulation.world.deleteDepartment(department)
        }
    }

    /// An administrator deletes the user.
    package func colleagueDeletes(user: String) async throws {
        try simulation.with { (simulation) throws(Refusal) in
            try simulation.world.deleteUser(user)
        }
    }

    /// A customer writes: a new session waits, with the latest `createdAt` of all.
    @discardableResult
    package func customerOpensSession() async -> SimulatedSession {
        simulation.with { simulation in
            let position = simulation.customerOpens()
            return simulation.world.simulatedSession(position)
        }
    }

    /// A customer whose session was completed writes again: it is open once more.
    package func customerReturns(to session: String) async throws {
        try simulation.with { (simulation) throws(Refusal) in
            _ = try simulation.customerReturns(to: session)
        }
    }

    package func departments() async -> [SimulatedDepartment] {
        simulation.with { $0.world.simulatedDepartments }
    }

    package func users() async -> [SimulatedUser] {
        simulation.with { $0.world.simulatedUsers }
    }

    /// The first sessions in the order of their creation, of one status if wanted.
    package func sessions(limit: Int = 100, status: String? = nil) async -> [SimulatedSession] {
        simulation.with { simulation in
            let world = simulation.world
            let matching = world.sessions.indices.lazy.filter { position in
                status == nil || world.sessions[position].status.rawValue == status
            }
            return matching.prefix(limit).map(world.simulatedSession)
        }
    }

    /// The session as it is now; nil if there is none with that id.
    package func session(_ id: String) async -> SimulatedSession? {
        simulation.with { simulation in
            (try? simulation.world.session(id)).map(simulation.world.simulatedSession)
        }
    }
}
