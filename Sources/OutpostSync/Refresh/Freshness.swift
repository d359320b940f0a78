import Synchronization

/// Since when the cache is known to hold every session as the server has it: the start of the last
/// refresh of changes, on a server that is known to tell all changes.
///
/// In memory and on the monotonic clock: after a restart nothing is known.
package final class Freshness: Sendable {
    private struct State {
        var provenAt: Duration?
        var triedAt: Duration?
    }

    private let state = Mutex(State())

    /// How long a proof holds. A session that somebody moves within it may be pulled from them, as
    /// it may between a look and the transfer that follows; so it is short.
    package static let lasts = Duration.seconds(10)

    package init() {}

    /// A refresh of changes that began then has come to its end.
    package func prove(since uptime: Duration) {
        state.withLock { $0.provenAt = max($0.provenAt ?? uptime, uptime) }
    }

    /// - Parameter closedAt: when the line was last lost. While it was away people went on working: a
    ///   proof from before is none.
    package func holds(at uptime: Duration, closedAt: Duration?) -> Bool {
        guard let since = state.withLock(\.provenAt), since >= closedAt ?? since else {
            return false
        }
        return uptime - since <= Self.lasts
    }

    /// Whether it is time to obtain a proof: there is none, and none was just tried for in vain.
    package func isWanted(at uptime: Duration, closedAt: Duration?) -> Bool {
        guard !holds(at: uptime, closedAt: closedAt) else { return false }
        return state.withLock { state in
            if let tried = state.triedAt, uptime - tried <= Self.lasts { return false }
            state.triedAt = uptime
            return true
        }
    }
}
