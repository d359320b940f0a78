import Foundation
import OutpostModel
import Synchronization

/// The account at the server: the sessions of all branches, its limits, and a count of all that was
/// asked.
final class Account: Sendable {
    enum Request: Hashable, Sendable {
        case list, look, transfer
    }

    private struct State {
        var sessions: [Session]
        /// How often each was transferred.
        var moves: [Int]
        var moved = 0
        /// When each transfer was carried out, in order.
        var deliveries: [Duration] = []
        var limits = AccountLimits()
        var arrivals: [Duration] = []
        var counts: [Request: Int] = [:]
        var refused = 0
    }

    private let state: Mutex<State>
    private let places: [Session.ID: Int]
    static let departments = (1...3).map { Department.numbered($0) }

    init(sessions count: Int) {
        let sessions = (0..<count).map { Session.numbered($0) }
        places = Dictionary(uniqueKeysWithValues: sessions.enumerated().map { ($1.id, $0) })
        state = Mutex(State(sessions: sessions, moves: Array(repeating: 0, count: count)))
    }

    /// Takes a request in, or refuses it because the account has asked too much: until so much has
    /// passed, in whole seconds, as `Retry-After` says it.
    func arrives(_ request: Request, at now: Duration) -> Duration? {
        state.withLock { state in
            state.arrivals.append(now)
            state.counts[request, default: 0] += 1
            guard let wait = state.limits.admit(at: now) else { return nil }
            state.refused += 1
            return .seconds(max(1, (wait / .seconds(1)).rounded(.up)))
        }
    }

    func session(_ id: Session.ID) throws(RemoteFailure) -> Session {
        guard let place = places[id] else { throw .unknownSession }
        return state.withLock { $0.sessions[place] }
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, at now: Duration
    ) throws(RemoteFailure) -> Session {
        guard let place = places[id] else { throw .unknownSession }
        return state.withLock { state in
            state.moves[place] += 1
            if state.moves[place] == 1 { state.moved += 1 }
            state.deliveries.append(now)
            state.sessions[place] = state.sessions[place].moved(to: target, at: now)
            return state.sessions[place]
        }
    }

    /// A page of the list of those sessions.
    func page(_ request: SessionPageRequest, of range: Range<Int>) -> SessionPage {
        let listed = state.withLock { Array($0.sessions[range]) }.filter { session in
            (request.statuses.isEmpty || request.statuses.contains(session.status))
                && session.isAfter(request.createdAfter, \.createdAt)
                && session.isAfter(request.updatedAfter, \.updatedAt)
        }
        let found = request.newestFirst ? listed.reversed() : listed
        let start = min((request.pageNumber - 1) * request.pageSize, found.count)
        let end = min(start + request.pageSize, found.count)
        return SessionPage(
            sessions: Array(found[start..<end]), unreadable: 0, pageNumber: request.pageNumber,
            totalItems: found.count,
            totalPages: (found.count + request.pageSize - 1) / request.pageSize,
            hasMore: end < found.count)
    }
}

// What it has counted.
extension Account {
    /// How many sessions were transferred.
    var moved: Int { state.withLock(\.moved) }

    /// How many were transferred more than once.
    var doubled: Int { state.withLock { $0.moves.count { $0 > 1 } } }

    /// When each transfer was carried out.
    var deliveries: [Duration] { state.withLock(\.deliveries) }

    /// When each request came, those that were refused included.
    var arrivals: [Duration] { state.withLock(\.arrivals) }

    /// When each came that was let through.
    var admitted: [Duration] { state.withLock(\.limits.admitted) }

    var refused: Int { state.withLock(\.refused) }

    func count(_ request: Request) -> Int { state.withLock { $0.counts[request] ?? 0 } }
}

extension Session {
    fileprivate func isAfter(
        _ bound: Timestamp?, _ time: KeyPath<Session, Timestamp?>
    ) -> Bool {
        guard let bound, let time = self[keyPath: time] else { return true }
        return time > bound
    }
}
