import Testing

@testable import OutpostSync

@Suite("the bell", .timeLimit(.minutes(1)))
struct BellTests {
    private let bell = Bell()
    private let time = VirtualTime()

    @Test("a ring before the wait is not lost")
    func rungBefore() async throws {
        let bell = bell
        try await time.run {
            bell.ring()
            await bell.wait()
        }
    }

    @Test("rings that nobody waited for are one ring")
    func remembersOne() async throws {
        let (bell, time, clocks) = (bell, time, clocks)
        try await time.run {
            for _ in 0..<5 { bell.ring() }
            await bell.wait(atMost: .seconds(9), clocks)
            #expect(time.elapsed == .zero)
            await bell.wait(atMost: .seconds(9), clocks)
            #expect(time.elapsed == .seconds(9))
        }
    }

    @Test("one ring wakes all who wait")
    func manyWaiters() async throws {
        let bell = bell
        let woken = Shared(0)
        try await time.run {
            await withTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        await bell.wait()
                        woken.withLock { $0 += 1 }
                    }
                }
                // In one thread, first come first served: all of them wait after this.
                await Task.yield()
                #expect(woken.withLock(\.self) == 0)
                bell.ring()
            }
        }
        #expect(woken.withLock(\.self) == 50)
    }

    @Test("a waiter that is cancelled returns, and takes no ring with it")
    func cancellation() async throws {
        let (bell, time, clocks) = (bell, time, clocks)
        try await time.run {
            await withTaskGroup { group in
                group.addTask { await bell.wait() }
                await Task.yield()
                group.cancelAll()
            }
            bell.ring()
            await bell.wait(atMost: .seconds(9), clocks)
            #expect(time.elapsed == .zero)
        }
    }

    @Test("whoever is cancelled already does not wait")
    func cancelledBefore() async throws {
        let bell = bell
        try await time.run {
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { await bell.wait() }
                await group.next()
            }
        }
    }

    @Test("a wait ends when its time is over, and the next ring wakes the next one")
    func timeOver() async throws {
        let (bell, time, clocks) = (bell, time, clocks)
        try await time.run {
            await bell.wait(atMost: .seconds(3), clocks)
            #expect(time.elapsed == .seconds(3))
            bell.ring()
            await bell.wait(atMost: .seconds(3), clocks)
            #expect(time.elapsed == .seconds(3))
        }
    }

    @Test("rings and waits from many threads at once lose nobody")
    func threads() async {
        let bell = bell
        let isDone = Shared(false)
        await withTaskGroup { group in
            group.addTask {
                for _ in 0..<2_000 { await bell.wait() }
                isDone.withLock { $0 = true }
            }
            group.addTask {
                while !isDone.withLock(\.self) {
                    bell.ring()
                    await Task.yield()
                }
            }
        }
    }

    private var clocks: Clocks { Clocks(time, now: { noon }, chance: { 0.5 }) }
}
