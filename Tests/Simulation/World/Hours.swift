import Foundation
import OutpostStore
import OutpostSync
import Synchronization

/// What time it is: truly, since the machine was started, and on the machine's wall.
final class Hours: Sendable {
    private struct State {
        var elapsed = Duration.zero
        var boot = 1
        var bootedAt = Duration.zero
        var error: TimeInterval = 0
    }

    private let state = Mutex(State())
    private static let beginning = Date(timeIntervalSince1970: 1_800_000_000)

    /// True time since the beginning of the scenario; nobody can set it.
    var elapsed: Duration { state.withLock(\.elapsed) }

    /// By how much the wall is wrong, seconds.
    var error: TimeInterval { state.withLock(\.error) }

    /// What the machine takes for the time of day.
    var wall: Date {
        state.withLock { Self.beginning.addingTimeInterval($0.elapsed.seconds + $0.error) }
    }

    /// What the server takes for the time of day.
    var serverTime: Date { Self.beginning.addingTimeInterval(elapsed.seconds) }

    func pass(_ duration: Duration) { state.withLock { $0.elapsed += max(.zero, duration) } }

    func setWall(error: TimeInterval) { state.withLock { $0.error = error } }

    func restartMachine() {
        state.withLock { state in
            state.boot += 1
            state.bootedAt = state.elapsed
        }
    }

    /// As the outbox gets it when it is opened now.
    func bootClock() -> BootClock {
        BootClock(id: "boot \(state.withLock(\.boot))") { [self] in
            state.withLock { $0.elapsed - $0.bootedAt }
        }
    }
}
