import OutpostModel

// As they stand on disk, and what they hold for the next who takes from them.
extension Buckets {
    /// What is known of the past.
    enum Past {
        /// Nothing: the file is new. Somebody may have deleted it a moment ago, or the power was cut
        /// before it was on the disk; the machine was started so long ago.
        case unknown(sinceStart: Duration?)
        /// Saved so long ago, on a clock that nobody can set.
        case saved(SavedBudget, ago: Duration)
        /// The machine was started so long ago, and what it wrote last may not have reached the disk.
        case machineStarted(ago: Duration)

        init(_ saved: SavedBudget?, now: BootMoment?) {
            guard let saved else {
                self = .unknown(sinceStart: now?.elapsed)
                return
            }
            guard let now, let then = saved.savedAt else {
                self = .saved(saved, ago: .zero)
                return
            }
            self =
                now.bootID == then.bootID
                ? .saved(saved, ago: max(.zero, now.elapsed - then.elapsed))
                : .machineStarted(ago: now.elapsed)
        }
    }

    /// A first refresh of a small account begins at once with so much, and this part of what the
    /// buckets hold.
    private static let firstRequests = 3.0
    private static let firstPart = 0.25

    /// As they must be assumed to be, after that past.
    init(share: Double, of limits: Budget.Limits, after past: Past, at uptime: Duration) {
        self.init(share: share, of: limits, at: uptime)
        short = TokenBucket(
            limit: limits.per5Seconds * share, per: .seconds(5),
            spent: Self.spent(of: short, past, \.short), at: uptime)
        long = TokenBucket(
            limit: limits.per5Minutes * share, per: .seconds(300),
            spent: Self.spent(of: long, past, \.long), at: uptime)
    }

    func saved(pause: Duration, savedAt: BootMoment?, at uptime: Duration) -> SavedBudget {
        SavedBudget(
            short: short.saved(at: uptime), long: long.saved(at: uptime), pause: pause,
            savedAt: savedAt)
    }

    private static func spent(
        of full: TokenBucket, _ past: Past, _ bucket: KeyPath<SavedBudget, SavedBudget.Bucket>
    ) -> Double {
        let capacity = full.capacity
        let spent =
            switch past {
            case .unknown(let sinceStart):
                max(
                    capacity * (1 - firstPart) - firstRequests,
                    sinceStart.map { capacity - $0.seconds * full.rate } ?? 0)
            case .saved(let saved, let ago):
                saved[keyPath: bucket].spent(of: full, after: ago)
            case .machineStarted(let ago):
                capacity - ago.seconds * full.rate
            }
        // Nobody has written more than two bucketfuls: a file that was tampered with must not stop us.
        return min(max(0, spent), capacity * 2)
    }
}

extension SavedBudget.Bucket {
    fileprivate func spent(of full: TokenBucket, after time: Duration) -> Double {
        // The settings were changed: what a larger bucket gave does not fit into a smaller one, and
        // would be forgotten when it is made larger again. From an empty one on, the limit holds.
        guard limit == full.limit else { return full.capacity }
        return max(spent - time.seconds * full.rate, Double(pending))
    }
}

extension TokenBucket {
    fileprivate func saved(at uptime: Duration) -> SavedBudget.Bucket {
        .init(limit: limit, spent: capacity - level(at: uptime), pending: pending)
    }
}
