package import OutpostModel
import Synchronization

/// What somebody asked to be refreshed now, and where the progress is to be told.
package struct RefreshOrder: Sendable {
    let resources: [Resource]
    let full: Bool
    /// Replay waits for it.
    let isUrgent: Bool
    let continuation: AsyncStream<RefreshProgress>.Continuation

    func report(_ progress: RefreshProgress) { continuation.yield(progress) }

    func finish() { continuation.finish() }
}

/// The orders that wait for ``Refresh``.
package final class RefreshOrders: Sendable {
    private struct State {
        var waiting: [RefreshOrder] = []
        var isClosed = false
    }

    /// Orders that wait at once; further ones are turned away.
    package static let most = 16

    private let state = Mutex(State())
    let bell = Bell()

    package init() {}

    /// Whether a further order would be turned away.
    package var isFull: Bool {
        state.withLock { $0.isClosed || $0.waiting.count >= Self.most }
    }

    /// Asks for a refresh. The stream tells how it goes and ends with it; it is empty if too many
    /// others are waiting, or the agent is shutting down.
    ///
    /// - Parameter isUrgent: replay waits for it, so it takes replay's place in the budget.
    package func place(
        _ resources: [Resource], full: Bool, isUrgent: Bool = false
    ) -> AsyncStream<RefreshProgress> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RefreshProgress.self, bufferingPolicy: .bufferingNewest(64))
        let isPlaced = state.withLock { state in
            guard !state.isClosed, state.waiting.count < Self.most else { return false }
            state.waiting.append(
                RefreshOrder(
                    resources: resources, full: full, isUrgent: isUrgent,
                    continuation: continuation))
            return true
        }
        if isPlaced { bell.ring() } else { continuation.finish() }
        return stream
    }

    /// The next one: first those that replay waits for.
    func next() -> RefreshOrder? {
        nextUrgent()
            ?? state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    func nextUrgent() -> RefreshOrder? {
        state.withLock { state in
            state.waiting.firstIndex(where: \.isUrgent).map { state.waiting.remove(at: $0) }
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
