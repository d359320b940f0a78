package import Foundation
package import Logging
package import OutpostStore
package import OutpostSync

/// What the rooms of the local API work with: the agent's own parts.
package struct Facilities: Sendable {
    package let outbox: Outbox
    package let cache: Cache
    package let line: Line
    package let meter: Meter
    package let overview: Overview
    package let explainer: Explainer
    package let orders: RefreshOrders
    /// Rung when something was put in the outbox.
    package let bell: Bell
    package let counts: Counts
    package let clocks: Clocks
    /// How long a transfer may wait for its delivery where the caller does not say, seconds.
    package let lifetime: TimeInterval
    package let logger: Logger

    package init(
        outbox: Outbox, cache: Cache, line: Line, meter: Meter, overview: Overview,
        explainer: Explainer, orders: RefreshOrders, bell: Bell, counts: Counts, clocks: Clocks,
        lifetime: TimeInterval, logger: Logger
    ) {
        self.outbox = outbox
        self.cache = cache
        self.line = line
        self.meter = meter
        self.overview = overview
        self.explainer = explainer
        self.orders = orders
        self.bell = bell
        self.counts = counts
        self.clocks = clocks
        self.lifetime = lifetime
        self.logger = logger
    }
}
