import Foundation
package import OutpostModel
package import OutpostSync

/// Answers from the running agent, over its socket: for those who may use that and not the files.
package struct AgentDesk: Desk {
    private let agent: AgentClient

    package init(_ agent: AgentClient) { self.agent = agent }

    package func departments(matching query: String?) async throws -> [DepartmentReport] {
        try await agent.get("departments", [("query", query)])
    }

    package func users(
        matching query: String?, in department: String?
    ) async throws -> [UserReport] {
        try await agent.get("users", [("query", query), ("department", department)])
    }

    package func sessions(_ question: SessionQuestion) async throws -> [SessionReport] {
        let statuses = question.statuses.map { ("status", Optional($0)) }
        return try await agent.get(
            "sessions",
            statuses + [
                ("query", question.text), ("department", question.department),
                ("user", question.user), ("limit", "\(question.limit)"),
            ])
    }

    package func session(_ reference: String) async throws -> SessionReport {
        try await agent.get("sessions/\(reference.asPathSegment)")
    }

    package func forget(_ reference: String) async throws -> ForgottenReport {
        try await agent.delete("sessions/\(reference.asPathSegment)")
    }

    package func number(of session: Session.ID) async throws -> String? {
        try? await self.session(session.text).number
    }

    package func standing(of resource: Resource) async throws -> RefreshState {
        let cache = try await status().cache
        let state =
            switch resource {
            case .departments: cache.departments
            case .users: cache.users
            case .sessions: cache.sessions
            }
        return RefreshState(
            refreshedAt: state.refreshedAt?.date, failedAt: state.failedAt?.date,
            failure: state.failure, isComplete: state.complete, walked: state.walked)
    }

    package func plan(_ request: TransferRequest) throws -> PlanReport {
        throw AgentRefusal(
            type: "malformed", detail: "only who may read the agent's files can try a transfer out",
            advice: "try it with sudo, or leave --dry-run out")
    }

    package func accept(_ request: TransferRequest) async throws -> AcceptanceReport {
        try await agent.post("intents", body: TransferOrder(request))
    }

    package func intents(_ question: IntentQuestion) async throws -> [IntentReport] {
        let states = question.states.map { ("state", Optional($0.rawValue)) }
        return try await agent.get(
            "intents", states + [("session", question.session), ("limit", "\(question.limit)")])
    }

    package func intents(named text: String) async throws -> [IntentReport] {
        if let id = Intent.ID(text) { return [try await intent(id).intent] }
        let all = IntentQuestion(states: Intent.State.allCases, session: nil, limit: 10_000)
        let prefix = text.lowercased()
        return Array(try await intents(all).filter { $0.id.text.hasPrefix(prefix) }.prefix(10))
    }

    package func intent(_ id: Intent.ID) async throws -> IntentDetailReport {
        try await agent.get("intents/\(id)")
    }

    package func explanation(of id: Intent.ID) async throws -> ExplanationReport {
        try await agent.get("intents/\(id)/explanation")
    }

    package func change(_ id: Intent.ID, _ verb: IntentVerb) async throws -> IntentReport {
        let path =
            switch verb {
            case .cancel: "cancel"
            case .hold: "hold"
            case .release: "release"
            case .retry(let force): "retry?force=\(force)"
            }
        return try await agent.post("intents/\(id)/\(path)", body: TransferOrder?.none)
    }

    package func events(after number: Int64?) async throws -> [EventReport] {
        try await agent.get("events", [("since", number.map { "\($0)" })])
    }

    package func status() async throws -> StatusReport { try await agent.get("status") }
}

/// A transfer as `POST /outpost/v1/intents` takes it.
private struct TransferOrder: Encodable {
    let session: String
    let department: String?
    let user: String?
    let stopBot: Bool
    let ifMoved: String
    let key: String?
    let expiresIn: String

    init(_ request: TransferRequest) {
        session = request.session
        department = request.department
        user = request.user
        stopBot = request.stopsBot
        ifMoved = request.ifMoved.rawValue
        key = request.key
        expiresIn = "\(Int(request.lifetime))s"
    }
}

extension String {
    fileprivate var asPathSegment: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-"])) ?? ""
    }
}
