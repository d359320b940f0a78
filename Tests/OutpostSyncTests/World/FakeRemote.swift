import OutpostModel
import OutpostSync
import Synchronization

/// A small working model of the remote API: it has departments, users and sessions, moves sessions
/// as it is asked to, lists them page by page, and fails where it is told to.
final class FakeRemote: Remote {
    enum Call: Hashable, Sendable {
        case departments
        case users
        case sessions(SessionPageRequest)
        case session(Session.ID)
        case transfer(Session.ID, to: TransferTarget)
    }

    /// A transfer that was carried out.
    struct Move: Hashable, Sendable {
        let session: Session.ID
        let target: TransferTarget
    }

    struct World: Sendable {
        var departments = Department.samples
        var users = User.samples
        /// In the order in which the list gives them.
        var sessions: [Session] = []
        /// Whether `UpdatedAt.After` does anything.
        var honoursBound = true
        /// Whether `CreatedAt.After` does anything.
        var honoursCreation = true
        /// Each answer takes so long.
        var latency = Duration.zero
        /// Says that there is more when there is not.
        var alwaysHasMore = false
        /// Gives the last page if one behind it is asked for.
        var givesLastPage = false
    }

    struct State: Sendable {
        var world = World()
        var calls: [Call] = []
        var moves: [Move] = []
        var troubles: [Trouble] = []
        var interruptions: [Interruption] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    let state = Mutex(State())
    private let clocks: Clocks

    init(_ clocks: Clocks) { self.clocks = clocks }

    /// Every request that reached it.
    var calls: [Call] { state.withLock(\.calls) }
    /// Every transfer that it carried out, in order.
    var moves: [Move] { state.withLock(\.moves) }
    /// The most requests that it had to answer at once.
    var mostInFlight: Int { state.withLock(\.mostInFlight) }

    /// Changes the world behind the agent's back.
    func change(_ body: @Sendable (inout World) -> Void) {
        state.withLock { body(&$0.world) }
    }

    /// Somebody else moves, ends or adds a session.
    func put(_ sessions: Session...) { put(sessions) }

    func put(_ sessions: [Session]) {
        change { world in
            for session in sessions {
                if let place = world.sessions.firstIndex(where: { $0.id == session.id }) {
                    world.sessions[place] = session
                } else {
                    world.sessions.append(session)
                }
            }
        }
    }

    func departments() async throws(RemoteFailure) -> [Department] {
        try await answer(.departments) { state, _ in .success(state.world.departments) }
    }

    func users() async throws(RemoteFailure) -> [User] {
        try await answer(.users) { state, _ in .success(state.world.users) }
    }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        try await answer(.sessions(request)) { state, _ in .success(state.world.page(request)) }
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try await answer(.session(id)) { state, _ in state.world.session(id) }
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        try await answer(.transfer(id, to: target)) { state, now in
            state.world.transfer(id, to: target, at: now).map { session in
                state.moves.append(Move(session: id, target: target))
                return session
            }
        }
    }

    private func answer<Answer: Sendable>(
        _ call: Call,
        _ serve: @Sendable (inout State, Timestamp) -> Result<Answer, RemoteFailure>
    ) async throws(RemoteFailure) -> Answer {
        let (interruptions, latency) = arrive(call)
        for interruption in interruptions { await interruption.body() }
        if latency > .zero { try? await clocks.sleep(latency) }
        let isGivenUp = Task.isCancelled
        let result = state.withLock { state -> Result<Answer, RemoteFailure> in
            state.inFlight -= 1
            if isGivenUp { return .failure(.lineBroke) }
            let trouble = state.trouble(for: call)
            if let trouble, trouble.moment == .before { return .failure(trouble.failure) }
            let answer = serve(&state, Timestamp(clocks.now()))
            if let trouble { return .failure(trouble.failure) }
            return answer
        }
        return try result.get()
    }

    private func arrive(_ call: Call) -> ([Interruption], Duration) {
        state.withLock { state in
            state.calls.append(call)
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            return (state.interruptions(for: call), state.world.latency)
        }
    }
}
