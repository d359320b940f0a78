package import OutpostModel
package import OutpostStore
import Synchronization

/// One who waits to see what becomes of an intent.
package final class Watch: Sendable {
    package let id: Intent.ID
    private struct State {
        var answer: Session?
        var refusal: RemoteRefusal?
        var isOver = false
    }

    private let state = Mutex(State())
    private let bell = Bell()

    init(_ id: Intent.ID) { self.id = id }

    /// The session as the server sent it when the intent was delivered, if we saw it.
    package var answer: Session? { state.withLock(\.answer) }

    /// What the server said in full when it refused, if we heard it.
    package var refusal: RemoteRefusal? { state.withLock(\.refusal) }

    func tell(_ session: Session?, _ refusal: RemoteRefusal?) {
        state.withLock { state in
            state.answer = session ?? state.answer
            state.refusal = refusal
        }
        bell.ring()
    }

    func giveUp() {
        state.withLock { $0.isOver = true }
        bell.ring()
    }

    /// Waits until the intent has ended or needs a person, at most so long, and no longer than the
    /// line is open: what waits for the line may wait for hours.
    ///
    /// - Returns: the intent as it is then.
    package func outcome(
        in outbox: Outbox, line: Line, atMost longest: Duration, _ clocks: Clocks
    ) async throws(OutboxFailure) -> Intent {
        let deadline = clocks.uptime() + longest
        while true {
            let intent = try outbox.intent(id)
            let left = deadline - clocks.uptime()
            guard intent.state == .queued || intent.state == .sending, left > .zero, line.isOpen,
                !Task.isCancelled, !state.withLock(\.isOver)
            else { return intent }
            await bell.wait(atMost: min(left, Watchers.lookEvery), clocks)
        }
    }
}
