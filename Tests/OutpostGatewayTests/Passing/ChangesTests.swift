import OutpostModel
import OutpostSync
import Testing
import Wayside

@testable import OutpostGateway

@Suite("lists that were changed through us", .timeLimit(.minutes(1)))
struct ChangesTests {
    private func run(
        pause: Duration, _ body: (Changes, RefreshOrders) async throws -> Void
    ) async throws {
        let orders = RefreshOrders()
        let changes = Changes(orders, .system(), pause: pause)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await changes.run() }
            try await body(changes, orders)
            group.cancelAll()
        }
    }

    @Test("are refreshed at once, and not for each change that follows")
    func once() async throws {
        try await run(pause: .seconds(600)) { changes, orders in
            changes.note(.sessions)
            try await eventually("it is ordered") { orders.waiting == 1 }
            for _ in 0..<20 {
                changes.note(.departments)
                await Task.yield()
            }
            #expect(orders.waiting == 1)
        }
    }

    @Test("are refreshed again after what followed")
    func again() async throws {
        try await run(pause: .milliseconds(1)) { changes, orders in
            changes.note(.sessions)
            try await eventually("it is ordered") { orders.waiting == 1 }
            changes.note(.departments)
            try await eventually("the other is") { orders.waiting == 2 }
        }
    }
}
