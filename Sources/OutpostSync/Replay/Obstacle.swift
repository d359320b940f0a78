import OutpostStore
import Synchronization

/// What keeps replay from carrying out anything, on this computer: a disk that is full, for one.
package final class Obstacle: Sendable {
    private let words = Mutex<String?>(nil)

    package init() {}

    /// Nil while nothing does.
    package var description: String? { words.withLock { $0 } }

    func met(_ error: any Error) {
        let advice =
            if case .store(.full)? = error as? OutboxFailure { ": make room on the disk" } else {
                ""
            }
        words.withLock { $0 = "\(error)\(advice)" }
    }

    func passed() { words.withLock { $0 = nil } }
}
