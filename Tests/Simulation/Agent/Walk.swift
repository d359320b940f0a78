import OutpostModel
import OutpostStore
import OutpostSync

/// A refresh of the sessions: where `Refresher.refreshSessions` stands.
struct Walk {
    enum Stage {
        case idle(due: Duration)
        /// `Uplink.ask`, waiting in `Meter.take`.
        case turn(at: Duration)
        /// `Uplink.ask`, the request being under way.
        case away(Flight)
        /// Before `Cache.savePage` or `Cache.finishWalk`.
        case save(SessionPage)
        /// Before `Refresher.judge`.
        case judge
    }

    var stage: Stage
    var itinerary: SessionItinerary?
    /// What a walk of changes must show.
    var witnesses = Witnesses()
    var startedAt = Duration.zero
    /// What was in the cache when the page was asked for.
    var asked: Cache.Turn?
    /// `Replay` waits for it.
    var isOrdered = false
    var isFull = false

    /// How the last one ended.
    let hasSucceeded: Bool

    init(dueAt: Duration, after success: Bool = false) {
        stage = .idle(due: dueAt)
        hasSucceeded = success
    }

    /// `RefreshOrders.place`
    mutating func order(at uptime: Duration, full: Bool = false) {
        isOrdered = true
        isFull = full
        if case .idle = stage { stage = .idle(due: uptime) }
    }
}

/// Where `Probe.run` stands.
enum Probing {
    case asleep
    case pausing(until: Duration)
    case turn(at: Duration)
    case away(Flight)
}
