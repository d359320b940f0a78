import OutpostModel
import Testing

@testable import OutpostSync

@Suite("those who ask for the same refresh share it")
struct SharedOrderTests {
    private let orders = RefreshOrders()

    private func tell(_ order: RefreshOrder) {
        order.report(RefreshProgress(.users))
        order.finish()
    }

    private func heard(_ stream: AsyncStream<RefreshProgress>) async -> Int {
        await stream.reduce(0) { count, _ in count + 1 }
    }

    @Test("while nobody has begun it")
    func waiting() async throws {
        let first = orders.place([.users], full: false)
        let second = orders.place([.users], full: false, isShared: true)
        let begun = try #require(orders.next())
        let late = orders.place([.users], full: false, isShared: true)
        tell(begun)
        #expect(await heard(first) == 1)
        #expect(await heard(second) == 1)
        tell(try #require(orders.next()))
        #expect(await heard(late) == 1)
        #expect(orders.next() == nil)
    }

    @Test("not where it asks for something else, nor unless it is meant")
    func different() {
        _ = orders.place([.users], full: false)
        _ = orders.place([.users], full: false)
        _ = orders.place([.users], full: true, isShared: true)
        _ = orders.place([.users], full: false, isUrgent: true, isShared: true)
        _ = orders.place([.sessions], full: false, isShared: true)
        var count = 0
        while orders.next() != nil { count += 1 }
        #expect(count == 5)
    }

    @Test("who does not listen takes no listener's place")
    func hurried() async {
        for _ in 0...RefreshOrders.mostListeners { orders.hurry(.users) }
        let listener = orders.place([.users], full: false, isShared: true)
        #expect(orders.waiting == 1)
        if let order = orders.next() { tell(order) }
        #expect(await heard(listener) == 1)
    }

    @Test("it takes no place of its own; but there is a bound on those who listen")
    func bounds() async {
        for _ in 0..<RefreshOrders.most { _ = orders.place([.users], full: false) }
        for _ in 1..<RefreshOrders.mostListeners {
            _ = orders.place([.users], full: false, isShared: true)
        }
        #expect(await heard(orders.place([.users], full: false, isShared: true)) == 0)
        #expect(await heard(orders.place([.sessions], full: false, isShared: true)) == 0)
    }
}
