package import OutpostModel
package import OutpostSync

/// Who answers a command: the two files (``FileDesk``), or, for those who may not open them, the agent
/// through its socket (``AgentDesk``). The answers are the same.
package protocol Desk: Sendable {
    func departments(matching query: String?) async throws -> [DepartmentReport]
    func users(matching query: String?, in department: String?) async throws -> [UserReport]
    func sessions(_ question: SessionQuestion) async throws -> [SessionReport]
    /// - Parameter reference: an id or a number.
    func session(_ reference: String) async throws -> SessionReport
    /// Removes a session from the copy.
    ///
    /// - Parameter reference: an id or a number.
    func forget(_ reference: String) async throws -> ForgottenReport
    /// Nil if there is no such session in the copy.
    func number(of session: Session.ID) async throws -> String?
    /// How old the look-ups' answers are, and whether they are all.
    func standing(of resource: Resource) async throws -> RefreshState

    func plan(_ request: TransferRequest) async throws -> PlanReport
    /// On return it is on disk, and the agent knows.
    func accept(_ request: TransferRequest) async throws -> AcceptanceReport
    func intents(_ question: IntentQuestion) async throws -> [IntentReport]
    /// Those whose id begins so, at most ten.
    func intents(named text: String) async throws -> [IntentReport]
    func intent(_ id: Intent.ID) async throws -> IntentDetailReport
    func explanation(of id: Intent.ID) async throws -> ExplanationReport
    func change(_ id: Intent.ID, _ verb: IntentVerb) async throws -> IntentReport

    /// - Parameter number: nil: the last hundred.
    func events(after number: Int64?) async throws -> [EventReport]
    func status() async throws -> StatusReport
}

/// Which intents somebody wants to see.
package struct IntentQuestion: Hashable, Sendable {
    package var states: [Intent.State]
    /// An id or a number.
    package var session: String?
    package var limit: Int

    package init(states: [Intent.State], session: String?, limit: Int) {
        self.states = states
        self.session = session
        self.limit = limit
    }
}

/// What a person may do with an intent.
package enum IntentVerb: Hashable, Sendable {
    case cancel, hold, release
    case retry(force: Bool)
}
