package import Foundation
package import OutpostModel

/// What of the server's sessions is kept, and how it is walked.
package struct SessionRules: Hashable, Sendable {
    /// Ended sessions that changed within this time are kept, seconds.
    package var scope: TimeInterval = 30 * 86_400
    /// How far behind the cursor a walk of changes begins, seconds: a change may become visible a
    /// while after the time that it bears, and a server may have several clocks.
    package var overlap: TimeInterval = 120
    /// How long a full walk stays good, seconds.
    package var fullEvery: TimeInterval = 6 * 3_600

    package init() {}

    /// Whether a full walk is due, or was cut off.
    package func isFullDue(_ progress: SessionProgress, at now: Date) -> Bool {
        guard progress.full == nil, let fullAt = progress.fullAt else { return true }
        // Up to a fifth early, each branch by its own measure: the fraction of the second in which
        // the last one ended. Many branches that began together do not walk together for ever.
        let jitter = abs(fullAt.timeIntervalSince1970.truncatingRemainder(dividingBy: 1))
        // A future one was stamped by a clock that has been set back since.
        return !(0..<fullEvery * (1 - 0.2 * jitter)).contains(now.timeIntervalSince(fullAt))
    }

    /// The walk that is made often; nil before the first full walk.
    package func quickKind(_ progress: SessionProgress) -> SessionWalk.Kind? {
        if progress.filter == .fails { return .open }
        if progress.cursor != nil { return .changes }
        return progress.fullAt == nil ? nil : .open
    }

    /// Ended sessions that changed before are not kept. By the server's clock, as far as it is
    /// known: with ours, a wrong one would empty the cache.
    package func scopeStart(_ progress: SessionProgress, _ walk: SessionWalk) -> Timestamp? {
        [progress.newest, walk.mark, walk.newest].compactMap(\.self).max()?.minus(seconds: scope)
    }
}
