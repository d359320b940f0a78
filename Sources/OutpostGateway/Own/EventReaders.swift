import Synchronization

/// Counts who reads events as they happen: each keeps a connection for as long as he likes.
final class EventReaders: Sendable {
    /// One reader's place, free again when he lets go of it, however that comes about.
    final class Seat: Sendable {
        private let readers: EventReaders

        fileprivate init(_ readers: EventReaders) { self.readers = readers }

        deinit { readers.taken.withLock { $0 -= 1 } }
    }

    private let taken = Mutex(0)
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { taken.withLock { $0 } }

    /// Nil if there are as many as may be.
    func seat() -> Seat? {
        let isFree = taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
        return isFree ? Seat(self) : nil
    }
}
