import OutpostSync
import Synchronization

/// Rings once when the last of so many doors is open.
final class Opening: Sendable {
    private let closed: Mutex<Int>
    private let opened: Bell?

    init(doors: Int, _ opened: Bell?) {
        closed = Mutex(doors)
        self.opened = opened
    }

    func doorIsOpen() {
        let isLast = closed.withLock { closed in
            closed -= 1
            return closed == 0
        }
        if isLast { opened?.ring() }
    }
}
