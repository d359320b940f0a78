import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

/// Coming back after an outage: soon, and not all at once.
@Suite("coming back", .timeLimit(.minutes(1)))
struct ReturnTests {
    @Test(
        "after an hour without a line, the first transfer is delivered within two seconds of the first answer",
        arguments: UInt64(1)...12)
    func soon(seed: UInt64) async throws {
        let chance = SeededChance(seed: seed)
        let took = Shared<(probed: Duration, delivered: Duration)>((.zero, .zero))
        try await Branch.open(chance: { chance.next() }) { branch in
            let sessions = (1...30).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.goDown()
            try await branch.running(branch.replay(), branch.refresh(), branch.probe) {
                _ = try? await branch.uplink().departments()
                for session in sessions { try branch.accept(session) }
                try await branch.pass(.seconds(3_600) + .seconds(30) * chance.next())
                #expect(try branch.outbox.tally()[.delivered] == 0)
                branch.remote.change { $0.latency = .milliseconds(200) }
                branch.remote.recover()
                let back = branch.time.elapsed
                try await branch.until { branch.line.isOpen }
                let answered = branch.time.elapsed
                try await branch.until { branch.remote.moves.count > 0 }
                try await branch.until { try branch.outbox.tally()[.delivered] > 0 }
                let delivered = branch.time.elapsed
                took.withLock { $0 = (answered - back, delivered - answered) }
            }
        }
        let (probed, delivered) = took.withLock(\.self)
        #expect(probed <= .seconds(30.3))
        #expect(delivered < .seconds(2), "\(delivered)")
    }

    @Test("two hundred agents that lost the line together do not return together")
    func noStampede() throws {
        let back = 3_600.0
        let returns = (0..<200).map { firstProbe(after: back, seed: UInt64($0)) }.sorted()
        #expect(returns.allSatisfy { $0 <= 30 })
        // Evenly spread there would be 7 in each second, and no interval of one second holds more
        // than three times that.
        let crowd = returns.map { first in
            returns.count { $0 >= first && $0 < first + 1 }
        }.max()
        #expect(try #require(crowd) <= 21)
        #expect(returns[100] > 2)
    }

    @Test("a hundred agents, each with its own line and probe, come back one after the other")
    func crowd() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            let agents = (0..<100).map { seed in
                let chance = SeededChance(seed: UInt64(1_000 + seed))
                let clocks = Clocks(branch.time, now: branch.clocks.now) { chance.next() }
                return Line(clocks, logger: branch.logger).withProbe(branch.remote, clocks)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for agent in agents { group.addTask { await agent.probe.run() } }
                for agent in agents { agent.line.hear(.lineDown) }
                try await branch.pass(.seconds(600))
                branch.remote.recover()
                var open = 0
                var most = 0
                for second in 1...31 {
                    try await branch.pass(.seconds(1))
                    let now = agents.count { $0.line.isOpen }
                    most = max(most, now - open)
                    open = now
                    if second == 2 { #expect(open < 30, "\(open) within two seconds") }
                }
                #expect(open == 100)
                #expect(most <= 15, "\(most) within one second")
                group.cancelAll()
            }
        }
    }

    @Test("agents whose server named the same moment do not return at that moment")
    func noStampedeAtRetryAfter() {
        let pauses = (0..<200).map { seed in
            let chance = SeededChance(seed: UInt64(seed))
            var line = Connectivity(at: .after(0))
            for _ in 0..<6 {
                _ = line.probePause(jitter: chance.next(), at: .after(0))
                line.probeLeaves(at: .after(0))
                line.probeEnded()
            }
            line.hear(.busy, at: .after(0))
            return line.probePause(jitter: chance.next(), at: .after(0)).seconds
        }
        #expect(pauses.allSatisfy { $0 >= 40 && $0 <= 70 })
        #expect(pauses.count { $0 < 41 } <= 21)
    }

    /// How long after the line is back the first probe leaves, of an agent that lost it at the
    /// beginning.
    private func firstProbe(after back: Double, seed: UInt64) -> Double {
        let chance = SeededChance(seed: seed)
        var line = Connectivity(at: .after(0))
        line.hear(.lineDown, at: .after(0))
        var now = 0.0
        while true {
            now += line.probePause(jitter: chance.next(), at: .after(now)).seconds
            guard now < back else { return now - back }
            line.probeLeaves(at: .after(now))
            line.hear(.lineDown, at: .after(now))
            line.probeEnded()
        }
    }
}

extension Line {
    fileprivate func withProbe(
        _ remote: FakeRemote, _ clocks: Clocks
    ) -> (line: Line, probe: Probe) {
        let meter = Meter(Budget(share: 1, at: .zero))
        let uplink = Uplink(remote, .replay, line: self, meter: meter, clocks: clocks)
        return (self, Probe(uplink, line: self, clocks: clocks))
    }
}

extension Branch {
    /// Lets time pass until that has become true; an hour is enough for everything here.
    fileprivate func until(_ condition: () throws -> Bool) async throws {
        let start = time.elapsed
        while try !condition() {
            try #require(time.elapsed - start < .seconds(3_600))
            try await pass(.milliseconds(10))
        }
    }
}
