import OutpostModel
package import OutpostStore

/// Obtains the proof that the cache is in step with the server, by asking for a refresh of sessions.
package struct Proof: Sendable {
    private let freshness: Freshness
    private let cache: Cache
    private let line: Line
    private let orders: RefreshOrders
    private let clocks: Clocks

    /// From how many queued intents on one refresh is cheaper than a look at each.
    package static let worthwhile = 8
    /// How long replay waits for it. After that it looks at each session, as if there were none.
    package static let patience = Duration.seconds(5)

    package init(
        _ freshness: Freshness, cache: Cache, line: Line, orders: RefreshOrders, clocks: Clocks
    ) {
        self.freshness = freshness
        self.cache = cache
        self.line = line
        self.orders = orders
        self.clocks = clocks
    }

    /// Returns when the proof is there, or cannot be had now.
    func obtain() async {
        let closedAt = line.connectivity.closedAt
        guard isPossible, freshness.isWanted(at: clocks.uptime(), closedAt: closedAt) else {
            return
        }
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
