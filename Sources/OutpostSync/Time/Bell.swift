import Synchronization

/// Wakes the one who waits. Rung while nobody waits, it wakes the next one at once, so that no
/// ring is ever lost between looking for work and waiting for it.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var tickets = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func ring() {
        let waiters = state.withLock { state in
            defer { state.waiters = [:] }
            state.isRung = state.waiters.isEmpty
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the bell is rung, or when the task is cancelled.
    package func wait() async {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Cancelled just before this, the handler below has found nobody to wake.
                let isDone = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.waiters[ticket] = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
        }
    }

    /// Returns when the bell is rung, when that time has passed, or when the task is cancelled.
    package func wait(atMost longest: Duration, _ clocks: Clocks) async {
        guard longest > .zero else { return }
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            group.addTask { try? await clocks.sleep(longest) }
            await group.next()
            group.cancelAll()
        }
    }
}
