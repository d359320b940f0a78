/// A bucket of tokens that fills evenly and from which each request takes one.
///
/// The server counts a request at some moment between its leaving and its answer, which over a bad
/// line may be half a minute. So a token comes back, at the earliest, once its request has come to
/// its end: then no period sees more than the limit by the server's count either.
package struct TokenBucket: Hashable, Sendable {
    /// How many it lets through in its period.
    package let limit: Double
    /// How many of them at once.
    package let capacity: Double
    /// Tokens a second.
    package let rate: Double
    private var level: Double
    private var filledAt: Duration
    /// Requests that were let through and have not come to their end.
    package private(set) var pending = 0

    /// A bucket, full at `uptime` but for what is spent, that never lets more than `limit` through
    /// in any `period`.
    ///
    /// What it holds comes on top of what flows in, so the limit is divided: a quarter at once,
    /// for a queue that has waited, and three quarters evenly. A limit below four requests still
    /// lets two through at a time, more rarely; then a period may see three.
    package init(limit: Double, per period: Duration, spent: Double = 0, at uptime: Duration) {
        self.limit = limit
        // A look and a transfer are taken together, and refresh leaves that much alone.
        capacity = max(limit / 4, 2.5)
        rate = max(limit - capacity, limit / 4) / period.seconds
        level = capacity - spent
        filledAt = uptime
    }

    package func level(at uptime: Duration) -> Double {
        min(capacity - Double(pending), level + max(0, (uptime - filledAt).seconds) * rate)
    }

    /// How long until there are `count` tokens above `reserve`; zero if there are now.
    package func wait(for count: Int = 1, at uptime: Duration, reserve: Double) -> Duration {
        let missing = min(reserve + Double(count), capacity) - level(at: uptime)
        return missing <= 0 ? .zero : .seconds(missing / rate)
    }

    /// Whether there will have been so many within that time, if nobody else takes one.
    func holds(_ count: Int, within time: Duration, at uptime: Duration) -> Bool {
        level(at: uptime) + time.seconds * rate >= Double(count)
    }

    package mutating func take(_ count: Int = 1, at uptime: Duration) {
        level = level(at: uptime) - Double(count)
        filledAt = max(filledAt, uptime)
        pending += count
    }

    /// So many that were taken were answered, or will not be any more.
    package mutating func finish(_ count: Int = 1, at uptime: Duration) {
        level = level(at: uptime)
        filledAt = max(filledAt, uptime)
        pending = max(0, pending - count)
    }

    /// So many that were taken never left, and never will.
    package mutating func giveBack(_ count: Int, at uptime: Duration) {
        finish(count, at: uptime)
        level = min(capacity - Double(pending), level + Double(count))
    }

    /// Takes nothing for granted: what flows in from now on is all there is.
    package mutating func drain(at uptime: Duration) {
        level = min(0, level(at: uptime))
        filledAt = max(filledAt, uptime)
    }
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
