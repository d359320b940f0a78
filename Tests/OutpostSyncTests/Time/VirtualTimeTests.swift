import Testing

@testable import OutpostSync

@Suite("time in these tests", .timeLimit(.minutes(1)))
struct VirtualTimeTests {
    private let time = VirtualTime()

    @Test("sleepers wake in the order of their moments, at their moments")
    func order() async throws {
        let time = time
        let wakings = Shared<[Int]>([])
        try await time.run {
            await withTaskGroup { group in
                for seconds in [30, 10, 20] {
                    group.addTask {
                        try? await time.sleep(for: .seconds(seconds))
                        wakings.withLock { $0.append(Int(time.elapsed.seconds)) }
                    }
                }
            }
        }
        #expect(wakings.withLock(\.self) == [10, 20, 30])
        #expect(time.elapsed == .seconds(30))
    }

    @Test("no time passes while somebody is at work")
    func standsStill() async throws {
        let time = time
        try await time.run {
            await withTaskGroup { group in
                group.addTask { try? await time.sleep(for: .seconds(1)) }
                for _ in 0..<1_000 {
                    await Task.yield()
                    #expect(time.elapsed == .zero)
                }
            }
        }
    }

    @Test("a sleeper that is cancelled wakes at once")
    func cancellation() async throws {
        let time = time
        try await time.run {
            await withTaskGroup { group in
                group.addTask { try? await time.sleep(for: .seconds(3_600)) }
                await Task.yield()
                group.cancelAll()
            }
        }
        #expect(time.elapsed == .zero)
    }

    @Test("what never ends is stopped, and is an issue")
    func endless() async {
        let time = time
        await withKnownIssue {
            try await time.run(atMost: .seconds(60)) {
                while !Task.isCancelled { try? await time.sleep(for: .seconds(1)) }
            }
        }
        #expect(time.elapsed <= .seconds(61))
    }

    @Test("what runs in circles is stopped, and is an issue")
    func circles() async {
        let time = time
        await withKnownIssue {
            try await time.run {
                while !Task.isCancelled { _ = time.now }
            }
        }
    }
}
