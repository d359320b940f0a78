import OutpostModel
import Synchronization

/// How far the sessions that walks have missed were looked for: each round goes on behind the last
/// one, so that none waits behind others of which the server cannot say anything.
///
/// In memory: after a restart, the search begins with the first.
final class Search: Sendable {
    private struct State {
        var last: Session.ID?
        var isInVain = false
    }

    private let state = Mutex(State())

    /// How many sessions are asked for at once; no more than one if the last ones told nothing.
    static let most = 20

    var last: Session.ID? { state.withLock(\.last) }
    var limit: Int { state.withLock { $0.isInVain ? 1 : Self.most } }

    /// That one is asked for now.
    func pass(_ id: Session.ID) { state.withLock { $0.last = id } }

    func end(inVain: Bool) { state.withLock { $0.isInVain = inVain } }
}
