import OutpostModel
package import OutpostStore

/// Obtains the proof that the cache is in step with the server, by asking for a refresh of sessions.
package struct Proof: Sendable {
    private let freshness: Freshness
    private let cache: Cache
    private let line: Line
    private let orders: RefreshOrders
    private let meter: Meter
    private let clocks: Clocks

    /// From how many queued intents on one refresh is cheaper than a look at each.
    package static let worthwhile = 8
    /// How many requests must be to be had while it holds: itself, and transfers that it spares more
    /// looks than it costs. With a smaller share it would be too old to be of use, each time anew.
    package static let least = 3
    /// How long replay waits for it. After that it looks at each session, as if there were none.
    package static let patience = Duration.seconds(5)

    package init(
        _ freshness: Freshness, cache: Cache, line: Line, orders: RefreshOrders, meter: Meter,
        clocks: Clocks
    ) {
        self.freshness = freshness
        self.cache = cache
        self.line = line
        self.orders = orders
        self.meter = meter
        self.clocks = clocks
    }

    /// Returns when the proof is there, or cannot be had now.
    func obtain() async {
        let closedAt = line.connectivity.closedAt
        let uptime = clocks.uptime()
        guard isPossible, meter.current.affords(Self.least, within: Freshness.lasts, at: uptime),
            freshness.isWanted(at: uptime, closedAt: closedAt)
        else { return }
        let steps = orders.place([.sessions], full: false, isUrgent: true)
        await withTaskGroup { group in
            group.addTask { for await _ in steps {} }
            group.addTask { try? await clocks.sleep(Self.patience) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Where the next refresh will be a walk of changes on a server that tells all of them.
    private var isPossible: Bool {
        guard let progress = try? cache.sessionProgress() else { return false }
        return progress.filter == .works && progress.cursor != nil && progress.fullAt != nil
            && progress.quick == nil
    }
}
