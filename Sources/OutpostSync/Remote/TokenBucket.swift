/// A bucket that fills evenly and from which each request takes one token.
package struct TokenBucket: Hashable, Sendable {
    package let capacity: Double
    /// Tokens a second.
    package let rate: Double
    private var level: Double
    private var filledAt: Duration

    /// A bucket, full at `uptime`, that never lets more than `limit` through in any `period`.
    ///
    /// What it holds comes on top of what flows in, so the limit is divided: a quarter at once,
    /// for a queue that has waited, and three quarters evenly. A limit below two requests still
    /// lets one through at a time, more rarely.
    package init(limit: Double, per period: Duration, at uptime: Duration) {
        // A look and a transfer are taken together, and refresh leaves a fifth alone.
        capacity = max(limit / 4, 2.5)
        rate = max(limit - capacity, limit / 4) / period.seconds
        level = capacity
        filledAt = uptime
    }

    package func level(at uptime: Duration) -> Double {
        min(capacity, level + max(0, (uptime - filledAt).seconds) * rate)
    }

    /// How long until there are `count` tokens above `reserve`; zero if there are now.
    package func wait(for count: Int = 1, at uptime: Duration, reserve: Double) -> Duration {
        let missing = reserve + Double(count) - level(at: uptime)
        return missing <= 0 ? .zero : .seconds(missing / rate)
    }

    /// - Parameter count: negative to give back.
    package mutating func take(_ count: Int = 1, at uptime: Duration) {
        level = min(capacity, level(at: uptime) - Double(count))
        filledAt = uptime
    }
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
