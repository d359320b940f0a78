import OutpostModel
import Synchronization

extension FakeRemote {
    enum Operation: Hashable, Sendable { case departments, users, sessions, session, transfer }

    /// When a request fails: before the world has changed, or after, so that only the answer is lost.
    enum Moment: Sendable { case before, after }

    /// What goes wrong, for which requests, and how often.
    struct Trouble: Sendable {
        /// Any, if nil.
        let operation: Operation?
        /// Any, if nil.
        let session: Session.ID?
        let moment: Moment
        let failure: RemoteFailure
        var times: Int
    }

    /// Something that happens while a request is under way.
    struct Interruption: Sendable {
        let operation: Operation
        let body: @Sendable () async -> Void
    }

    /// Lets the next requests of that kind fail.
    func fail(
        _ operation: Operation? = nil, of session: Session.ID? = nil, _ moment: Moment = .before,
        with failure: RemoteFailure = .lineBroke, times: Int = 1
    ) {
        let trouble = Trouble(
            operation: operation, session: session, moment: moment, failure: failure, times: times)
        state.withLock { $0.troubles.append(trouble) }
    }

    /// Lets every request fail until ``recover()``.
    func goDown(_ failure: RemoteFailure = .lineDown) { fail(with: failure, times: .max) }

    /// Ends whatever goes wrong.
    func recover() { state.withLock { $0.troubles = [] } }

    /// Does something while the next request of that kind is under way.
    func during(_ operation: Operation, _ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.interruptions.append(.init(operation: operation, body: body)) }
    }

    func count(_ operation: Operation) -> Int {
        calls.filter { $0.operation == operation }.count
    }
}

extension FakeRemote.Call {
    var operation: FakeRemote.Operation {
        switch self {
        case .departments: .departments
        case .users: .users
        case .sessions: .sessions
        case .session: .session
        case .transfer: .transfer
        }
    }

    var session: Session.ID? {
        switch self {
        case .departments, .users, .sessions: nil
        case .session(let id), .transfer(let id, _): id
        }
    }
}

extension FakeRemote.State {
    /// Takes the first trouble that is meant for this request.
    mutating func trouble(for call: FakeRemote.Call) -> FakeRemote.Trouble? {
        let place = troubles.firstIndex { trouble in
            (trouble.operation == nil || trouble.operation == call.operation)
                && (trouble.session == nil || trouble.session == call.session)
        }
        guard let place else { return nil }
        let trouble = troubles[place]
        troubles[place].times -= 1
        if troubles[place].times == 0 { troubles.remove(at: place) }
        return trouble
    }

    mutating func interruptions(for call: FakeRemote.Call) -> [FakeRemote.Interruption] {
        guard let place = interruptions.firstIndex(where: { $0.operation == call.operation })
        else { return [] }
        return [interruptions.remove(at: place)]
    }
}
