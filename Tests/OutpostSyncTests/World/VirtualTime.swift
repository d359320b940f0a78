import Dispatch
import Synchronization
import Testing

/// A clock and the one thread of everything that waits for it: time passes only when nobody has
/// anything left to do, and then at once, to the next moment that somebody sleeps for.
///
/// A week takes milliseconds, and two runs do the same things in the same order. What runs in it
/// must not wait for anything outside: time would not stand still for that.
final class VirtualTime: Sendable {
    private struct Sleeper {
        let deadline: Duration
        /// Of two that sleep for the same moment, the one who lay down first wakes first.
        let number: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed = Duration.zero
        var end = Duration.zero
        /// Queued or running.
        var jobs = 0
        var sleepers: [Int: Sleeper] = [:]
        var tickets = 0
        /// How often the time was asked for since it last moved.
        var readings = 0
        var stop: (@Sendable () -> Void)?
        var whyStopped: Comment?
    }

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "virtual time")

    /// Who asks for the time so often without its passing is running in circles.
    static let mostReadings = 20_000

    /// Since this time began.
    var elapsed: Duration { state.withLock(\.elapsed) }

    /// Runs `body`, and whatever it starts, in this time; stops it and records an issue if it has
    /// not come to its end when so much has passed, or if it runs in circles.
    func run<Result: Sendable>(
        atMost longest: Duration = .seconds(90 * 86_400),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        state.withLock { state in
            // Before it begins: on the clock's thread much time can pass until we are on again.
            state.end = state.elapsed + longest
            state.stop = {}
        }
        // Unstructured, so that it can be stopped from the clock's thread; awaited right below.
        let task = Task(executorPreference: self) { try await body() }
        let isOver = state.withLock { state in
            state.stop = { task.cancel() }
            return state.whyStopped != nil
        }
        if isOver { task.cancel() }
        let outcome = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        let whyStopped = state.withLock { state in
            state.stop = nil
            return state.whyStopped
        }
        if let whyStopped { Issue.record(whyStopped, sourceLocation: sourceLocation) }
        return try outcome.get()
    }

    /// Lets no time pass while `body` waits for something outside, such as another thread's work.
    func standingStill<Result: Sendable, Failure: Error>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        state.withLock { $0.jobs += 1 }
        defer { state.withLock { $0.jobs -= 1 } }
        return try await body()
    }

    /// Nobody has anything to do: the next sleeper's moment has come.
    private func moveOn() {
        let next = state.withLock { state -> Sleeper? in
            state.jobs -= 1
            guard state.jobs == 0, let next = state.sleepers.values.min(by: Self.wakesEarlier)
            else { return nil }
            guard next.deadline <= state.end || state.stop == nil else {
                state.whyStopped = "still not done when its time was over"
                return nil
            }
            if next.deadline > state.elapsed { state.readings = 0 }
            state.elapsed = max(state.elapsed, next.deadline)
            return state.sleepers.removeValue(forKey: next.number)
        }
        if let next { next.continuation.resume() } else { stopIfOver() }
    }

    private func stopIfOver() {
        let stop = state.withLock { state in state.whyStopped == nil ? nil : state.stop }
        stop?()
    }

    private static func wakesEarlier(_ left: Sleeper, _ right: Sleeper) -> Bool {
        (left.deadline, left.number) < (right.deadline, right.number)
    }
}

extension VirtualTime: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs += 1 }
        thread.async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
            self.moveOn()
        }
    }
}

extension VirtualTime: Clock {
    struct Instant: InstantProtocol {
        let sinceStart: Duration

        func advanced(by duration: Duration) -> Instant {
            Instant(sinceStart: sinceStart + duration)
        }

        func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

        static func < (left: Instant, right: Instant) -> Bool {
            left.sinceStart < right.sinceStart
        }
    }

    var minimumResolution: Duration { .nanoseconds(1) }

    var now: Instant {
        let elapsed = state.withLock { state in
            state.readings += 1
            if state.readings > Self.mostReadings {
                state.whyStopped = "runs in circles: it asks for the time, and lets none pass"
            }
            return state.elapsed
        }
        stopIfOver()
        return Instant(sinceStart: elapsed)
    }

    func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let number = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Cancelled just before this, the handler below has found nobody to wake.
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[number] = Sleeper(
                        deadline: deadline.sinceStart, number: number, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number) }?
                .continuation.resume(throwing: CancellationError())
        }
    }
}
