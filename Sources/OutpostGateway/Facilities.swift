package import Foundation
package import Logging
package import OutpostModel
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
    /// For those who want an answer from the API itself.
    package let uplink: Uplink
    /// The way to the API for what we do not answer in its place; nil: there is none.
    package let passage: Passage?
    /// What may go that way.
    package let passThrough: PassThroughMode
    /// Told what becomes of transfers.
    package let watchers: Watchers
    /// How often the lists are fetched.
    package let intervals: RefreshSchedule.Intervals
    package let clocks: Clocks
    /// How long a transfer may wait for its delivery where the caller does not say, seconds.
    package let lifetime: TimeInterval
    /// How long the caller of a transfer waits for that.
    package let wait: Duration
    package let logger: Logger
    /// Whether somebody has the agent's key; nil where there is nothing to compare with.
    package let compare: @Sendable (Likeness.Question) -> Likeness.Answer?

    /// How long the caller of a transfer waits unless told otherwise.
    package static let usualWait = Duration.seconds(5)

    package init(
        outbox: Outbox, cache: Cache, line: Line, meter: Meter, overview: Overview,
        explainer: Explainer, orders: RefreshOrders, bell: Bell, counts: Counts,
        uplink: Uplink, passage: Passage? = nil, passThrough: PassThroughMode = .all,
        watchers: Watchers = Watchers(),
        intervals: RefreshSchedule.Intervals = .init(), clocks: Clocks,
        lifetime: TimeInterval, wait: Duration = usualWait, logger: Logger,
        compare: @escaping @Sendable (Likeness.Question) -> Likeness.Answer? = { _ in nil }
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
        self.uplink = uplink
        self.passage = passage
        self.passThrough = passThrough
        self.watchers = watchers
        self.intervals = intervals
        self.clocks = clocks
        self.lifetime = lifetime
        self.wait = wait
        self.logger = logger
        self.compare = compare
    }
}
