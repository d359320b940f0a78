import Dispatch
import Synchronization

/// A clock and the one thread of everything that waits for it: time passes only when nobody has
/// anything left to do, and then at once, to the next moment that somebody sleeps for.
///
/// A day of a thousand branches takes minutes, and two runs do the same things in the same order.
/// What runs in it must not wait for anything outside.
package final class FleetTime: Sendable {
    fileprivate struct State {
        var elapsed = Duration.zero
        var ready: [UnownedJob] = []
        /// How many of them have been run.
        var done = 0
        var moments = Moments()
        var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
        var tickets = 0
        var isWaiting = false
        var isOver = false
    }

    fileprivate enum Next {
        case run(UnownedJob)
        case wake(CheckedContinuation<Void, any Error>)
        /// Something ends on another thread, and comes back here.
        case wait
        case end
    }

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "the time of a fleet")
    /// Signalled for the one who waits.
    private let arrived = DispatchSemaphore(value: 0)

    package init() {}

    /// Since this time began.
    package var elapsed: Duration { state.withLock(\.elapsed) }

    /// Runs `body`, and whatever it starts, in this time.
    package func run<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        // Unstructured, so that it runs on the clock's thread; awaited right below.
        let task = Task(executorPreference: self) {
            defer { self.state.withLock { $0.isOver = true } }
            return try await body()
        }
        await withCheckedContinuation { continuation in
            thread.async {
                self.live()
                continuation.resume()
            }
        }
        return try await task.value
    }

    private func live() {
        while true {
            switch state.withLock({ $0.next() }) {
            case .run(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .wake(let sleeper): sleeper.resume()
            case .wait: arrived.wait()
            case .end: return
            }
        }
    }
}

extension FleetTime.State {
    fileprivate mutating func next() -> FleetTime.Next {
        if done < ready.count {
            done += 1
            return .run(ready[done - 1])
        }
        ready.removeAll(keepingCapacity: true)
        done = 0
        if isOver { return .end }
        while let moment = moments.takeFirst() {
            // Not there: its sleeper was cancelled.
            guard let sleeper = sleepers.removeValue(forKey: moment.number) else { continue }
            elapsed = max(elapsed, moment.deadline)
            return .wake(sleeper)
        }
        isWaiting = true
        return .wait
    }
}

extension FleetTime: TaskExecutor {
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isAwaited = state.withLock { state in
            state.ready.append(job)
            defer { state.isWaiting = false }
            return state.isWaiting
        }
        if isAwaited { arrived.signal() }
    }
}

extension FleetTime: Clock {
    package struct Instant: InstantProtocol {
        let sinceStart: Duration

        package func advanced(by duration: Duration) -> Instant {
            Instant(sinceStart: sinceStart + duration)
        }

        package func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

        package static func < (left: Instant, right: Instant) -> Bool {
            left.sinceStart < right.sinceStart
        }
    }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package var now: Instant { Instant(sinceStart: elapsed) }

    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let number = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Cancelled just before this, the handler below has found nobody to wake.
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[number] = continuation
                    state.moments.add(.init(deadline: deadline.sinceStart, number: number))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number) }?
                .resume(throwing: CancellationError())
        }
    }
}
