/// ``Hours`` as a clock to wait by: who waits makes the time pass, and goes on at once.
struct HoursClock: Clock {
    struct Instant: InstantProtocol {
        let elapsed: Duration

        func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }

        func duration(to other: Instant) -> Duration { other.elapsed - elapsed }

        static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
    }

    let hours: Hours

    var now: Instant { Instant(elapsed: hours.elapsed) }

    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        hours.pass(deadline.elapsed - hours.elapsed)
    }
}
