import HelenaSimulator
import OutpostModel
import Testing

/// What goes wrong with one transfer, and nothing else.
extension Incident {
    static let poisonedSession = Incident(
        testDescription: "one poisoned session",
        status: .names(cause: "status 500", next: "`outpost queue explain"),
        diagnosis: .init(.queue, .wrong, "status 500", next: "`outpost queue explain"),
        explanation: .names(cause: "status 500", next: "`outpost queue retry --force")
    ) { ask in
        try await Branch.open { branch in
            #expect(try await branch.outpost("refresh").status == 0)
            let poisoned = try await branch.transferPendingSession()
            await branch.simulator.inject(.unexplainedError, path: poisoned.sessionId.text)
            // The first tries are far apart; an agent that starts anew does not wait.
            for _ in 0..<2 {
                let asked = await branch.simulator.asked(for: poisoned.sessionId)
                try await branch.withAgent { _ in
                    try await eventually("it was tried once more") {
                        await branch.simulator.asked(for: poisoned.sessionId) > asked
                    }
                }
            }
            try await branch.withAgent { agent in
                try await eventually("a person is asked") {
                    try await agent.status().outbox.conflict == 1
                }
                // The others pass it.
                let other = try await branch.outpost(
                    "transfer", await branch.simulator.customerOpensSession().id, "--department",
                    branch.departments()[3].id.text, "--wait", "20s")
                #expect(other.status == 0, "\(other.words)")
                try await ask(branch, poisoned.id)
            }
        }
    }

    static let departmentDeleted = Incident(
        testDescription: "a department deleted that a transfer wants",
        status: .names(
            cause: "the department that it is meant for is no longer there",
            next: "`outpost queue explain"),
        diagnosis: .init(
            .queue, .notice, "the department that it is meant for is no longer there",
            next: "`outpost queue explain"),
        explanation: .names(
            cause: "the department that it is meant for is no longer there",
            next: "`outpost transfer")
    ) { ask in
        try await wanting(ask) { branch, session in
            let target = try await branch.department(otherThan: session.departmentId)
            try await branch.simulator.colleagueDeletes(department: target.id.text)
            return ["--department", target.id.text]
        }
    }

    static let userLeft = Incident(
        testDescription: "a user who left",
        status: .names(
            cause: "the user that it is meant for is no longer there",
            next: "`outpost queue explain"),
        diagnosis: .init(
            .queue, .notice, "the user that it is meant for is no longer there",
            next: "`outpost queue explain"),
        explanation: .names(
            cause: "the user that it is meant for is no longer there", next: "`outpost transfer")
    ) { ask in
        try await wanting(ask) { branch, _ in
            let users: [UserReport] = try await branch.outpost("users", "--json").decoded()
            let user = try #require(users.first)
            try await branch.simulator.colleagueDeletes(user: user.userId.text)
            return ["--user", user.userId.text]
        }
    }

    static let completedSession = Incident(
        testDescription: "a completed session",
        status: .names(cause: "the session is COMPLETED", next: "`outpost queue explain"),
        diagnosis: .init(
            .queue, .notice, "the session is COMPLETED", next: "`outpost queue explain"),
        explanation: .names(cause: "the session is COMPLETED", next: "`outpost sessions")
    ) { ask in
        try await overtaken(ask, until: .rejected) { branch, session in
            try await branch.simulator.colleagueCompletes(session: session.id.text)
        }
    }

    static let movedSession = Incident(
        testDescription: "a moved session",
        status: .names(cause: "somebody moved the session", next: "`outpost queue explain"),
        diagnosis: .init(
            .queue, .wrong, "somebody moved the session", next: "`outpost queue explain"),
        explanation: .names(
            cause: "The session is now in Suporte", next: "`outpost queue retry --force")
    ) { ask in
        try await overtaken(ask, until: .conflict) { branch, session in
            let other = try #require(
                try await branch.departments().first { $0.name.hasPrefix("Suporte") })
            #expect(session.departmentId != other.id)
            try await branch.simulator.colleagueTransfers(
                session: session.id.text, toDepartment: other.id.text, user: nil)
        }
    }

    /// A transfer whose target the server no longer has, which the copy learns only afterwards.
    private static func wanting(
        _ ask: Asking, _ lose: (Branch, SessionReport) async throws -> [String]
    ) async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let session = try await branch.pendingSession()
                let target = try await lose(branch, session)
                let refused = try await branch.outpost(
                    ["transfer", session.id.text, "--wait", "20s", "--json"] + target)
                #expect(refused.status == 65, "\(refused.words)")
                let intent = try refused.decoded(AcceptanceReport.self).intent
                #expect(intent.state == .rejected)
                #expect(try await branch.outpost("refresh", "departments", "users").status == 0)
                try await ask(branch, intent.id)
            }
        }
    }

    /// A transfer that waits for its agent while somebody does something to its session. With an agent
    /// there would be a moment, after each refresh, in which it does not look before it sends.
    private static func overtaken(
        _ ask: Asking, until state: Intent.State,
        _ overtake: (Branch, SessionReport) async throws -> Void
    ) async throws {
        try await Branch.open { branch in
            #expect(try await branch.outpost("refresh").status == 0)
            let sessions: [SessionReport] = try await branch.outpost(
                "sessions", "--status", "PENDING", "--json"
            ).decoded()
            let session = try #require(
                sessions.first { $0.departmentName?.hasPrefix("Suporte") != true })
            let target = try #require(
                try await branch.departments().first {
                    $0.id != session.departmentId && !$0.name.hasPrefix("Suporte")
                })
            let accepted = try await branch.outpost(
                "transfer", session.id.text, "--department", target.id.text, "--json")
            let id = try accepted.decoded(AcceptanceReport.self).intent.id
            try await overtake(branch, session)
            try await branch.withAgent { agent in
                try await eventually("it has come to that") {
                    try await agent.intents().first?.state == state
                }
                try await ask(branch, id)
            }
        }
    }
}

extension HelenaSimulator {
    /// How often the session was asked for.
    fileprivate func asked(for session: Session.ID) async -> Int {
        await requests.count { $0.path.contains(session.text) }
    }
}
