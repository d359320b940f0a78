package import Foundation

/// Now, in both kinds of time: one to measure by, one to tell people.
package struct Moment: Hashable, Sendable {
    /// On the monotonic clock; see ``Clocks/uptime``.
    package let uptime: Duration
    package let wall: Date

    package init(uptime: Duration, wall: Date) {
        self.uptime = uptime
        self.wall = wall
    }
}

extension Clocks {
    package var moment: Moment { Moment(uptime: uptime(), wall: now()) }
}
