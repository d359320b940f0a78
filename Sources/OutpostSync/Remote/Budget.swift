/// Our share of the account's limits, which all programs of the account use together: as documented,
/// 200 requests in 5 seconds and 1,000 in 5 minutes. A 429 stops everything until the time it names.
package struct Budget: Hashable, Sendable {
    /// Who goes first when there is little left.
    package enum Priority: Sendable {
        /// Replay: may take the last token.
        case replay
        /// Refresh: leaves a fifth for replay, unless it has waited for long.
        case refresh
    }

    /// What the account may ask in all, by its contract.
    package struct Limits: Hashable, Sendable {
        /// Requests in 5 seconds.
        package var per5Seconds = 200.0
        /// Requests in 5 minutes.
        package var per5Minutes = 1000.0

        package init() {}
    }

    private var short: TokenBucket
    private var long: TokenBucket
    private var closedUntil: Duration
    private var grantsSinceRefresh = 0

    /// The part that refresh leaves for replay.
    private static let reserve = 0.2
    /// After so many requests of replay's in a row refresh may have one: draining a long queue must
    /// not stop it altogether.
    package static let patience = 9

    /// How long a 429 without a `Retry-After` stops us: the shorter of the two limits.
    package static let defaultPause = Duration.seconds(5)

    /// - Parameter share: the part of the account's limits that is ours, above 0 and at most 1.
    package init(share: Double, of limits: Limits = Limits(), at uptime: Duration) {
        short = TokenBucket(limit: limits.per5Seconds * share, per: .seconds(5), at: uptime)
        long = TokenBucket(limit: limits.per5Minutes * share, per: .seconds(300), at: uptime)
        closedUntil = uptime
    }

    /// Takes so many requests' worth, or says how long to wait before asking again.
    package mutating func take(
        _ priority: Priority, count: Int = 1, at uptime: Duration
    ) -> Duration {
        let yields = priority == .refresh && grantsSinceRefresh < Self.patience
        let reserve = yields ? Self.reserve : 0
        let wait = max(
            closedUntil - uptime,
            short.wait(for: count, at: uptime, reserve: short.capacity * reserve),
            long.wait(for: count, at: uptime, reserve: long.capacity * reserve))
        guard wait <= .zero else { return wait }
        grantsSinceRefresh = priority == .refresh ? 0 : grantsSinceRefresh + 1
        short.take(count, at: uptime)
        long.take(count, at: uptime)
        return .zero
    }

    /// Gives back what was taken and not used.
    package mutating func giveBack(_ count: Int, at uptime: Duration) {
        short.take(-count, at: uptime)
        long.take(-count, at: uptime)
    }

    /// The server said 429: nothing leaves until then.
    package mutating func close(for pause: Duration?, at uptime: Duration) {
        closedUntil = max(closedUntil, uptime + (pause ?? Self.defaultPause))
    }
}
