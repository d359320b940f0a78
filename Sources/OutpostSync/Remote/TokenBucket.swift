/// A bucket that fills evenly and from which each request takes one token.
package struct TokenBucket: Hashable, Sendable {
    package let capacity: Double
    /// Tokens a second.
    package let rate: Double
    private var level: Double
    private var filledAt: Duration

    /// Full at `uptime`.
    package init(capacity: Double, per period: Duration, at uptime: Duration) {
        self.capacity = capacity
        rate = capacity / period.seconds
        level = capacity
        filledAt = uptime
    }

    package func level(at uptime: Duration) -> Double {
        min(capacity, level + max(0, (uptime - filledAt).seconds) * rate)
    }

    /// How long until there is one token above `reserve`; zero if there is now.
    package func wait(at uptime: Duration, reserve: Double) -> Duration {
        let missing = reserve + 1 - level(at: uptime)
        return missing <= 0 ? .zero : .seconds(missing / rate)
    }

    package mutating func take(at uptime: Duration) {
        level = level(at: uptime) - 1
        filledAt = uptime
    }
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
