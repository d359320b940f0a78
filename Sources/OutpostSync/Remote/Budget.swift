/// Our share of the account's limits, which all programs of the account use together: as documented,
/// 200 requests in 5 seconds and 1,000 in 5 minutes. A 429 stops everything until the time it names.
package struct Budget: Hashable, Sendable {
    /// Who goes first when there is little left. Each leaves so much in reserve that those before it
    /// do not wait.
    package enum Priority: Int, CaseIterable, Sendable {
        /// May take the last token.
        case replay
        /// Leaves a fifth for replay, unless it has waited for long.
        case refresh
        /// What other programs ask through us. Leaves two fifths, so that refresh never waits for
        /// it, unless it has waited for still longer.
        case passThrough
    }

    /// What the account may ask in all, by its contract.
    package struct Limits: Hashable, Sendable {
        /// The least that can be respected: a look and a transfer are taken together, by
        /// whoever has the smallest share.
        package static let least = 4.0

        /// Requests in 5 seconds.
        package var per5Seconds = 200.0
        /// Requests in 5 minutes.
        package var per5Minutes = 1000.0

        package init() {}
    }

    package let share: Double
    var buckets: Buckets
    var closedUntil: Duration
    /// As they stand on disk, if they were ever written.
    var savedBuckets: Buckets?
    /// After a failure to write: when to try again.
    var savesAgainAt: Duration?
    /// By priority: how many requests of those who go first have left since its last one.
    private var passedOver = [0, 0, 0]

    /// How long a 429 without a `Retry-After` stops us: the shorter of the two limits.
    package static let defaultPause = Duration.seconds(5)
    /// How long a 429 stops us at least, though it says "at once".
    package static let shortestPause = Duration.seconds(1)
    /// How long a 429 stops us at most: a server that says ten years has made a mistake, and must
    /// not silence a branch for that.
    package static let longestPause = Duration.seconds(3600)
    /// Over how long those who were told the same come back at most, one after the other: over the
    /// shorter of the two limits each finds its share of it.
    package static let longestSpread = Duration.seconds(5)

    /// With full buckets, for where nothing can have been spent before.
    ///
    /// - Parameter share: the part of the account's limits that is ours, above 0 and at most 1.
    package init(share: Double, of limits: Limits = Limits(), at uptime: Duration) {
        self.share = share
        buckets = Buckets(share: share, of: limits, at: uptime)
        closedUntil = uptime
    }

    /// Takes so many requests' worth, or says how long to wait before asking again. What was taken
    /// is to be finished or given back.
    package mutating func take(
        _ priority: Priority, count: Int = 1, at uptime: Duration
    ) -> Duration {
        let wait = wait(priority, count: count, at: uptime)
        guard wait <= .zero else { return wait }
        buckets.take(count, at: uptime)
        passedOver[priority.rawValue] = 0
        for place in passedOver.indices.dropFirst(priority.rawValue + 1) { passedOver[place] += 1 }
        return .zero
    }

    /// How long until so much could be taken; zero if it could be now.
    package func wait(_ priority: Priority, count: Int = 1, at uptime: Duration) -> Duration {
        let isPatient = passedOver[priority.rawValue] < priority.patience
        return max(
            closedUntil - uptime,
            buckets.wait(for: count, at: uptime) { isPatient ? priority.reserve(of: $0) : 0 })
    }

    /// Whether so many of replay's requests could leave within that time.
    package func affords(_ count: Int, within time: Duration, at uptime: Duration) -> Bool {
        closedUntil <= uptime && buckets.hold(count, within: time, at: uptime)
    }

    /// So many that were taken were answered, or will not be any more.
    package mutating func finish(_ count: Int = 1, at uptime: Duration) {
        buckets.finish(count, at: uptime)
    }

    /// Gives back what was taken and not used.
    package mutating func giveBack(_ count: Int, at uptime: Duration) {
        buckets.giveBack(count, at: uptime)
    }

    /// The server said 429: nothing leaves until then, and for a drawn while more: all who share the
    /// account were told the same.
    ///
    /// - Parameter jitter: a number from 0 up to 1.
    package mutating func close(
        for pause: Duration?, jitter: Double = 0, at uptime: Duration
    ) {
        let asked = max(Self.shortestPause, pause ?? Self.defaultPause)
        let spread = min(asked, Self.longestSpread) * jitter
        closedUntil = max(closedUntil, uptime + min(Self.longestPause, asked) + spread)
    }

    /// How long a 429 still stops us; nil if none does.
    package func pause(at uptime: Duration) -> Duration? {
        closedUntil > uptime ? closedUntil - uptime : nil
    }
}

extension Budget.Priority {
    /// What it leaves in a bucket for those who go first.
    fileprivate func reserve(of capacity: Double) -> Double {
        switch self {
        case .replay: 0
        // In the smallest buckets more than two less one: what replay takes for a look and a
        // transfer is there before what a refresh needs.
        case .refresh: max(capacity * 0.2, 1.1)
        // And here more than what a refresh needs, where that much fits.
        case .passThrough: max(capacity * 0.4, min(3.1, capacity - 1.2))
        }
    }

    /// After so many requests of others in a row it may have one: draining a long queue must not
    /// stop it altogether.
    fileprivate var patience: Int {
        switch self {
        case .replay: .max
        case .refresh: 9
        case .passThrough: 19
        }
    }
}
