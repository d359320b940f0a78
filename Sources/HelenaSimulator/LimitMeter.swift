/// Counts requests against the account's limits.
struct LimitMeter: Sendable {
    /// When requests were let through, oldest first; none is older than the long window.
    private var times: [Timestamp] = []

    /// Whether one more fits; if so it is counted.
    ///
    /// What is refused is not.
    mutating func admits(_ limits: AccountLimits, at now: Timestamp) -> Bool {
        let longStart = now.adding(ticks: -Self.ticks(limits.longWindow))
        let outdated = times.prefix { $0 <= longStart }.count
        if outdated > 0 { times.removeFirst(outdated) }
        guard times.count < limits.long else { return false }

        let shortStart = now.adding(ticks: -Self.ticks(limits.shortWindow))
        let recent = times.reversed().prefix { $0 > shortStart }.count
        guard recent < limits.short else { return false }
        times.append(now)
        return true
    }

    private static func ticks(_ duration: Duration) -> Int64 {
        Int64(duration / .nanoseconds(100))
    }
}
