/// How long to wait before trying again: doubles from the first pause, and stops growing at the
/// longest. Full jitter, so that many agents that lost the line together do not return together.
package struct Backoff: Hashable, Sendable {
    package let first: Duration
    package let longest: Duration

    /// Between tries of one intent.
    package static let retry = Backoff(first: .seconds(1), longest: .seconds(300))
    /// Between probes of the line.
    package static let probe = Backoff(first: .seconds(1), longest: .seconds(30))

    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// The longest pause after that many failures in a row (1 for the first).
    package func ceiling(afterFailure failure: Int) -> Duration {
        guard failure > 1 else { return first }
        // 2^20 first pauses are far beyond any longest one: no need to multiply further.
        return min(longest, first * (1 << min(failure - 1, 20)))
    }

    /// - Parameter jitter: a number from 0 up to 1.
    package func pause(afterFailure failure: Int, jitter: Double) -> Duration {
        ceiling(afterFailure: failure) * jitter
    }
}
