package import OutpostModel

// What is spent stays spent over restarts: or a program that is started again and again would begin
// each time with full buckets, and exceed the account's limits.
extension Budget {
    /// How long to go on without trying to write, after it has failed: a busy disk must not hold up
    /// each request.
    package static let saveAgainAfter = Duration.seconds(10)

    /// Goes on from where it was left.
    ///
    /// - Parameters:
    ///   - saved: nil if nothing ever was: then it begins with little, and fills.
    ///   - now: nil where the system does not tell: then no time has passed since it was saved.
    package init(
        share: Double, of limits: Limits = Limits(), after saved: SavedBudget?, now: BootMoment?,
        at uptime: Duration
    ) {
        self.init(share: share, of: limits, at: uptime)
        let past = Buckets.Past(saved, now: now)
        buckets = Buckets(share: share, of: limits, after: past, at: uptime)
        let elapsed: Duration =
            switch past {
            case .unknown: .zero
            case .saved(_, let ago), .machineStarted(let ago): ago
            }
        let pause = (saved?.pause ?? .zero) - elapsed
        closedUntil = uptime + min(max(.zero, pause), Self.longestPause)
    }

    /// Whether the disk says at least as much as was spent, so that a crash would lose nothing.
    package func isSaved(at uptime: Duration) -> Bool {
        if let savesAgainAt, uptime < savesAgainAt { return true }
        return savedBuckets?.isCovered(by: buckets, at: uptime) ?? false
    }

    /// What to write now: as if some more had been spent already.
    package func advance(at uptime: Duration) -> Buckets { buckets.withAdvance(at: uptime) }

    /// How those stand on disk.
    package func saved(
        _ buckets: Buckets, savedAt: BootMoment?, at uptime: Duration
    ) -> SavedBudget {
        buckets.saved(pause: pause(at: uptime) ?? .zero, savedAt: savedAt, at: uptime)
    }

    /// They have been written.
    package mutating func didSave(_ buckets: Buckets) {
        savedBuckets = buckets
        savesAgainAt = nil
    }

    /// They could not be written. Nothing waits for that; but where it was so from the start, only
    /// what flows in is used: many short lives must not each begin with something.
    package mutating func couldNotSave(at uptime: Duration) {
        if savedBuckets == nil, savesAgainAt == nil { buckets.drain(at: uptime) }
        savesAgainAt = uptime + Self.saveAgainAfter
    }

    /// As it is, for an end at which nothing more will be spent.
    package func settled(savedAt: BootMoment?, at uptime: Duration) -> SavedBudget {
        saved(buckets, savedAt: savedAt, at: uptime)
    }
}
