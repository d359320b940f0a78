import OutpostModel

/// The buckets of the account's two limits, from which every request takes one token each.
///
/// On disk they stand lower than they are, by an advance that covers the next requests: so they are
/// written once for several requests, and for none at all while there are few. A crash costs the
/// advance at most, which flows in again within seconds.
package struct Buckets: Hashable, Sendable {
    /// For 5 seconds.
    var short: TokenBucket
    /// For 5 minutes.
    var long: TokenBucket

    /// The parts of the buckets that are written down in advance: each flows in within 7 seconds.
    private static let shortAdvance = 0.5
    private static let longAdvance = 0.0625
    /// How many requests are written down in advance at most.
    private static let longestAdvance = 16

    init(share: Double, of limits: Budget.Limits, at uptime: Duration) {
        short = TokenBucket(limit: limits.per5Seconds * share, per: .seconds(5), at: uptime)
        long = TokenBucket(limit: limits.per5Minutes * share, per: .seconds(300), at: uptime)
    }

    /// - Parameter reserve: what is left in a bucket of that capacity.
    func wait(
        for count: Int, at uptime: Duration, leaving reserve: (Double) -> Double
    ) -> Duration {
        max(
            short.wait(for: count, at: uptime, reserve: reserve(short.capacity)),
            long.wait(for: count, at: uptime, reserve: reserve(long.capacity)))
    }

    func hold(_ count: Int, within time: Duration, at uptime: Duration) -> Bool {
        short.holds(count, within: time, at: uptime) && long.holds(count, within: time, at: uptime)
    }

    mutating func take(_ count: Int, at uptime: Duration) {
        short.take(count, at: uptime)
        long.take(count, at: uptime)
    }

    mutating func finish(_ count: Int, at uptime: Duration) {
        short.finish(count, at: uptime)
        long.finish(count, at: uptime)
    }

    mutating func giveBack(_ count: Int, at uptime: Duration) {
        short.giveBack(count, at: uptime)
        long.giveBack(count, at: uptime)
    }

    mutating func drain(at uptime: Duration) {
        short.drain(at: uptime)
        long.drain(at: uptime)
    }

    /// The same with the advance taken.
    func withAdvance(at uptime: Duration) -> Buckets {
        var copy = self
        copy.short.take(Self.advance(of: short, Self.shortAdvance, at: uptime), at: uptime)
        copy.long.take(Self.advance(of: long, Self.longAdvance, at: uptime), at: uptime)
        return copy
    }

    /// A bucket is never written down as owing more than one advance: or a program that is killed
    /// again and again, having sent nothing, would owe more each time.
    private static func advance(
        of bucket: TokenBucket, _ part: Double, at uptime: Duration
    ) -> Int {
        let advance = min(longestAdvance, max(1, Int(bucket.capacity * part)))
        return max(0, min(advance, advance + Int(bucket.level(at: uptime))))
    }

    /// Whether those hold at least as much, and will whatever time passes.
    func isCovered(by others: Buckets, at uptime: Duration) -> Bool {
        short.isCovered(by: others.short, at: uptime) && long.isCovered(by: others.long, at: uptime)
    }
}

extension TokenBucket {
    fileprivate func isCovered(by other: TokenBucket, at uptime: Duration) -> Bool {
        level(at: uptime) <= other.level(at: uptime) && pending >= other.pending
    }
}
