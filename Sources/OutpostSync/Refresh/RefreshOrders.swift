package import OutpostModel
import Synchronization

/// What somebody asked to be refreshed now, and where the progress is to be told.
package struct RefreshOrder: Sendable {
    let resources: [Resource]
    let full: Bool
    /// Replay waits for it.
    let isUrgent: Bool
    fileprivate(set) var listeners: [AsyncStream<RefreshProgress>.Continuation] = []

    @Sendable func report(_ progress: RefreshProgress) {
        for listener in listeners { listener.yield(progress) }
    }

    func finish() { for listener in listeners { listener.finish() } }

    fileprivate func asks(like other: RefreshOrder) -> Bool {
        resources == other.resources && full == other.full && isUrgent == other.isUrgent
    }
}

/// The orders that wait for ``Refresh``.
package final class RefreshOrders: Sendable {
    private struct State {
        var waiting: [RefreshOrder] = []
        var isClosed = false

        /// - Returns: false if there is no room for it.
        mutating func take(_ order: RefreshOrder, isShared: Bool) -> Bool {
            guard !isClosed else { return false }
            if isShared, let same = waiting.firstIndex(where: { $0.asks(like: order) }) {
                guard waiting[same].listeners.count + order.listeners.count <= mostListeners
                else { return false }
                waiting[same].listeners += order.listeners
                return true
            }
            guard waiting.count < most else { return false }
            waiting.append(order)
            return true
        }
    }

    /// Orders that wait at once; further ones are turned away.
    package static let most = 16
    /// Those who listen to one order that waits; further ones are turned away.
    package static let mostListeners = 256

    private let state = Mutex(State())
    let bell = Bell()

    package init() {}

    /// How many wait.
    package var waiting: Int { state.withLock(\.waiting.count) }

    /// Whether a further order would be turned away.
    package var isFull: Bool {
        state.withLock { $0.isClosed || $0.waiting.count >= Self.most }
    }

    /// Asks for a refresh. The stream tells how it goes and ends with it; it is empty if too many
    /// others are waiting, or the agent is shutting down.
    ///
    /// - Parameters:
    ///   - isUrgent: replay waits for it, so it takes replay's place in the budget.
    ///   - isShared: one that waits and asks for the same will do: nothing has been read for it yet.
    package func place(
        _ resources: [Resource], full: Bool, isUrgent: Bool = false, isShared: Bool = false
    ) -> AsyncStream<RefreshProgress> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RefreshProgress.self, bufferingPolicy: .bufferingNewest(64))
        let order = RefreshOrder(
            resources: resources, full: full, isUrgent: isUrgent, listeners: [continuation])
        if state.withLock({ $0.take(order, isShared: isShared) }) {
            bell.ring()
        } else {
            continuation.finish()
        }
        return stream
    }

    /// Asks for a refresh as soon as possible, and does not wait for it. One that waits and asks for
    /// the same will do.
    package func hurry(_ resource: Resource) {
        let order = RefreshOrder(resources: [resource], full: false, isUrgent: false)
        if state.withLock({ $0.take(order, isShared: true) }) { bell.ring() }
    }

    /// The next one of those: first what replay waits for.
    func next(where isMeant: (RefreshOrder) -> Bool = { _ in true }) -> RefreshOrder? {
        state.withLock { state in
            let places = state.waiting.indices.filter { isMeant(state.waiting[$0]) }
            let place = places.first { state.waiting[$0].isUrgent } ?? places.first
            return place.map { state.waiting.remove(at: $0) }
        }
    }

    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for order in left { order.finish() }
    }
}
