import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Synchronization
import Testing

@Suite("the meter over restarts", .timeLimit(.minutes(1)))
struct MeterTests {
    /// Another life of the program in the same branch: a meter that goes on from what is saved.
    private func nextLife(_ branch: Branch, share: Double = 1, boot: String = "a") -> Meter {
        let time = branch.time
        let clock = BootClock(id: boot) { time.elapsed }
        let record = BudgetRecord(branch.cache, boot: clock, logger: branch.logger)
        return Meter(share: share, of: .init(), record, branch.clocks)
    }

    private func take(_ count: Int, _ meter: Meter, _ branch: Branch) async throws {
        for _ in 0..<count {
            try #require(await meter.take(.replay, branch.clocks))
            meter.finish(1, branch.clocks)
        }
    }

    private func left(_ meter: Meter, _ branch: Branch) -> Int {
        meter.current.report(at: branch.clocks.uptime(), now: branch.clocks.now()).fiveMinutes.left
    }

    @Test("what was spent before a clean end is spent after it, to the last request")
    func clean() async throws {
        try await Branch.open { branch in
            try await branch.pass(.seconds(3_600))
            let first = nextLife(branch)
            let before = left(first, branch)
            try await take(10, first, branch)
            first.settle(branch.clocks)
            #expect(left(nextLife(branch), branch) == before - 10)
        }
    }

    @Test("what was spent before a crash is spent after it")
    func crash() async throws {
        try await Branch.open { branch in
            for _ in 0..<30 {
                try await branch.pass(.seconds(120))
                let life = nextLife(branch)
                let before = left(life, branch)
                try await take(1, life, branch)
                #expect(left(nextLife(branch), branch) < before)
            }
        }
    }

    @Test("lives that end at once, one after the other, together stay inside the limits")
    func manyLives() async throws {
        try await Branch.open { branch in
            var times: [Duration] = []
            for life in 0..<400 {
                let meter = nextLife(branch)
                for _ in 0..<3 {
                    guard await meter.take(.refresh, branch.clocks) else { break }
                    times.append(branch.time.elapsed)
                    meter.finish(1, branch.clocks)
                }
                if life.isMultiple(of: 2) { meter.settle(branch.clocks) }
                try await branch.pass(.milliseconds(50))
            }
            #expect(times.count == 1_200)
            #expect(most(of: times, within: .seconds(5)) <= 200)
            #expect(most(of: times, within: .seconds(300)) <= 1_000)
        }
    }

    @Test("a 429 that one life hears stops the next one until its time")
    func throttled() async throws {
        try await Branch.open { branch in
            try await branch.pass(.seconds(3_600))
            branch.remote.fail(with: .throttled)
            let first = nextLife(branch)
            let uplink = Uplink(
                branch.remote, .refresh, line: branch.line, meter: first, clocks: branch.clocks)
            _ = try? await uplink.users()
            try await branch.pass(.seconds(10))
            let second = nextLife(branch)
            #expect(second.current.stall(at: branch.clocks.uptime()) == .throttled(.seconds(32.5)))
            try await take(1, second, branch)
            // With half of what it may be late, as chance has it here.
            #expect(branch.time.elapsed == .seconds(3_642.5))
        }
    }

    @Test("where it cannot be saved, requests go on")
    func unsaved() async throws {
        try await Branch.open { branch in
            try await branch.pass(.seconds(3_600))
            let life = nextLife(branch)
            branch.closeCache()
            let before = branch.time.elapsed
            try await take(50, life, branch)
            #expect(branch.time.elapsed - before < .seconds(20))
            life.settle(branch.clocks)
            // A life that could never save begins with nothing.
            let next = nextLife(branch)
            #expect(left(next, branch) == 0)
            try await take(10, next, branch)
        }
    }

    @Test("a cache that is made anew does not make us forget what we have spent")
    func rebuilt() async throws {
        try await Branch.open { branch in
            try await branch.pass(.seconds(3_600))
            let first = nextLife(branch)
            try await take(40, first, branch)
            try branch.cache.rebuild()
            #expect(left(nextLife(branch), branch) < left(first, branch))
        }
    }

    @Test("several that take at once never leave before the disk knows")
    func together() async throws {
        try await Branch.open { branch in
            try await branch.pass(.seconds(3_600))
            let first = nextLife(branch)
            await withTaskGroup { group in
                for _ in 0..<60 {
                    group.addTask {
                        _ = await first.take(.replay, branch.clocks)
                        first.finish(1, branch.clocks)
                        #expect(left(nextLife(branch), branch) <= left(first, branch))
                    }
                }
            }
        }
    }

    @Test("the status tells what is left, and of a 429 until when it lasts")
    func report() async throws {
        try await Branch.open { branch in
            let meter = Meter(Budget(share: 0.5, at: .zero))
            try await take(5, meter, branch)
            let report = meter.current.report(at: .zero, now: branch.clocks.now())
            #expect(report.share == 0.5)
            #expect(report.fiveSeconds == .init(limit: 100, atOnce: 25, left: 20))
            #expect(report.fiveMinutes == .init(limit: 500, atOnce: 125, left: 120))
            #expect(report.pausedUntil == nil)
            #expect(meter.current.stall(at: .zero) == nil)
            meter.close(for: .seconds(12), branch.clocks)
            let paused = meter.current.report(at: .zero, now: noon)
            // With half of what it may be late, as chance has it here.
            #expect(paused.pausedUntil == .noon(plus: 14.5))
            #expect(meter.current.stall(at: .zero) == .throttled(.seconds(14.5)))
            try await branch.pass(.seconds(14.5))
            try await take(25, meter, branch)
            guard case .spent = meter.current.stall(at: branch.clocks.uptime()) else {
                Issue.record("its share is used up")
                return
            }
        }
    }
}
