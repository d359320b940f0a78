import OutpostStore
import Synchronization

/// What keeps replay from carrying out anything, on this computer: a disk that is full, for one.
package final class Obstacle: Sendable {
    private let words = Mutex<String?>(nil)

    package init() {}

    /// Nil while nothing does.
    package var description: String? { words.withLock { $0 } }

    /// Takes in why something could not be written. Who holds the file for a moment is no obstacle, and
    /// neither is our own end.
    func met(_ error: any Error) {
        guard let failure = error as? OutboxFailure else { return }
        if case .store(.busy) = failure { return }
        let advice = if case .store(.full) = failure { ": make room on the disk" } else { "" }
        words.withLock { $0 = "\(failure)\(advice)" }
    }

    func passed() { words.withLock { $0 = nil } }
}
