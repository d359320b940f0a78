package import OutpostModel
import Synchronization

/// Those who wait to see what becomes of an intent: told by whoever settles it in this process, and
/// looking for themselves now and then, for another process may cancel or replace it.
package final class Watchers: Sendable {
    /// How many may wait at once, unless told otherwise.
    package static let usualMost = 256
    /// How often to look for what other processes did.
    static let lookEvery = Duration.seconds(1)

    private struct State {
        var watches: [Watch] = []
        var isClosed = false
    }

    private let most: Int
    private let state = Mutex(State())

    package init(most: Int = usualMost) { self.most = most }

    /// Begins to watch, before the intent is accepted so that nothing is missed.
    ///
    /// - Returns: nil if too many wait already: then its caller should not.
    package func watch(_ id: Intent.ID) -> Watch? {
        let watch = Watch(id)
        return state.withLock { state in
            guard !state.isClosed, state.watches.count < most else { return nil }
            state.watches.append(watch)
            return watch
        }
    }

    package func end(_ watch: Watch) {
        state.withLock { $0.watches.removeAll { $0 === watch } }
    }

    /// It was settled, for now or for good.
    ///
    /// - Parameters:
    ///   - answer: the session as the server sent it, if that is how it was delivered.
    ///   - refusal: what the server said, if it refused.
    func tell(_ id: Intent.ID, _ answer: Session?, _ refusal: RemoteRefusal?) {
        for watch in state.withLock({ $0.watches.filter { $0.id == id } }) {
            watch.tell(answer, refusal)
        }
    }

    /// Nothing more is delivered, for we are to stop: nobody is kept waiting for it.
    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            return state.watches
        }
        for watch in left { watch.giveUp() }
    }
}
