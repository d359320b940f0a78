import OutpostModel
import OutpostSync
import Synchronization

/// The lists in which something was changed through us: they are brought in step at once, so that who
/// changed it does not read for long how it was before, and again after what follows.
///
/// Not after each change: a flow that sends one message after the other would spend the account's
/// limits on the refreshes.
final class Changes: Sendable {
    private let orders: RefreshOrders
    private let clocks: Clocks
    private let pause: Duration
    private let noted = Mutex<Set<Resource>>([])
    private let bell = Bell()

    /// - Parameter pause: the least time between one refresh and the next.
    init(_ orders: RefreshOrders, _ clocks: Clocks, pause: Duration = .seconds(5)) {
        self.orders = orders
        self.clocks = clocks
        self.pause = pause
    }

    func note(_ resource: Resource) {
        noted.withLock { _ = $0.insert(resource) }
        bell.ring()
    }

    /// Orders the refreshes, until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await bell.wait()
            let due = noted.withLock { noted in
                defer { noted = [] }
                return noted
            }
            for resource in Resource.allCases where due.contains(resource) {
                orders.hurry(resource)
            }
            try? await clocks.sleep(pause)
        }
    }
}
