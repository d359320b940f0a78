package import Foundation

/// The two kinds of time, and chance: everything that a test must be able to make up.
///
/// Waiting and measuring run on the monotonic clock, which no one can set; rows are stamped with
/// wall time, which is for people and for the server's deadlines. Neither is derived from the other.
package struct Clocks: Sendable {
    /// Waits that long, or until the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// Time that has passed since some fixed moment, on the monotonic clock.
    package let uptime: @Sendable () -> Duration
    package let now: @Sendable () -> Date
    /// A number from 0 up to 1, anew each time.
    package let chance: @Sendable () -> Double

    package init<Ticking: Clock<Duration>>(
        _ clock: Ticking, now: @escaping @Sendable () -> Date,
        chance: @escaping @Sendable () -> Double
    ) {
        let start = clock.now
        sleep = { try await clock.sleep(for: $0) }
        uptime = { start.duration(to: clock.now) }
        self.now = now
        self.chance = chance
    }

    /// The machine's own.
    package static func system() -> Clocks {
        Clocks(
            ContinuousClock(), now: { Date() }, chance: { Double.random(in: 0..<1) })
    }
}
