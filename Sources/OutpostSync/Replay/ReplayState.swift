package import OutpostModel
import Synchronization

/// The lanes as replay has them, for it to work with and for others to look at.
package final class ReplayState: Sendable {
    private let lanes: Mutex<Lanes>

    package init(_ lanes: Lanes = Lanes()) { self.lanes = Mutex(lanes) }

    /// How long the session's lane still rests after a failure; nil if it does not.
    package func rest(of session: Session.ID, at uptime: Duration) -> Duration? {
        lanes.withLock { $0.rest(of: session, at: uptime) }
    }

    func withLock<Value: Sendable>(_ body: (inout Lanes) throws -> Value) rethrows -> Value {
        try lanes.withLock { try body(&$0) }
    }
}
