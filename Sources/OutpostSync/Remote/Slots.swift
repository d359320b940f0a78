import Synchronization

/// Places of which there are so many and no more.
final class Slots: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    /// A place, for as long as it is kept; nil if all are taken.
    func take() -> Slot? {
        let isThere = left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
        return isThere ? Slot(self) : nil
    }

    final class Slot: Sendable {
        private let slots: Slots

        fileprivate init(_ slots: Slots) { self.slots = slots }

        deinit { slots.left.withLock { $0 += 1 } }
    }
}
