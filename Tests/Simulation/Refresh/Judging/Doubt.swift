/// Whether something may have been skipped through nobody's fault: while pages are counted, a session
/// that leaves the list moves another one to a page that was read. The next full walk finds it.
struct Doubt {
    private(set) var isThere = false
    /// It concerns the full walk that is under way too.
    private var isInFull = false
    private var departures = 0

    mutating func observe(_ last: CacheReading?, _ reading: CacheReading, departures now: Int) {
        let hasBegun = last?.full == nil && reading.full != nil
        let hasEnded = last?.full != nil && reading.full == nil && last?.fullAt != reading.fullAt
        let hasLeft = now > departures
        departures = now
        if hasBegun { isInFull = false }
        if hasLeft, isCounting(last) || isCounting(reading) {
            isThere = true
            isInFull = isInFull || reading.full != nil || hasEnded
        }
        if hasEnded, !isInFull { isThere = false }
    }

    private func isCounting(_ reading: CacheReading?) -> Bool {
        [reading?.full, reading?.quick].compactMap(\.self).contains { walk in
            walk.contains("\"goesByCreation\":false")
                || !walk.contains(/"last":\[[^\]]*\],"page":1[,}]/)
        }
    }
}
