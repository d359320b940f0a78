import Foundation
import Synchronization

/// By how much this computer's clock differs from the one of the server that answered last.
final class ServerClock: Sendable {
    private let state = Mutex<TimeInterval?>(nil)

    /// Seconds by which ours is ahead; negative: behind. Nil as long as nobody has said.
    var ahead: TimeInterval? { state.withLock { $0 } }

    /// - Parameter date: an answer's `Date`, which is whole seconds (RFC 9110, 6.6.1).
    func hear(_ date: String?, at now: Date) {
        guard let date = date.flatMap(HTTPDate.init)?.date else { return }
        state.withLock { $0 = now.timeIntervalSince(date) }
    }
}
