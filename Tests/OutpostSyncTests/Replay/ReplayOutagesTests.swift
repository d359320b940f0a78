import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("replay, through outages of every kind", .timeLimit(.minutes(1)))
struct ReplayOutagesTests {
    @Test("every intent is carried out exactly once", arguments: UInt64(1)...8)
    func exactlyOnce(seed: UInt64) async throws {
        let moves = try await calls(seed: seed).moves
        #expect(moves.count == 40)
        #expect(Set(moves.map(\.session)).count == 40)
    }

    @Test("one seed, one story: what fails once can be seen again")
    func sameStory() async throws {
        let first = try await calls(seed: 9)
        let second = try await calls(seed: 9)
        #expect(first.calls == second.calls)
        #expect(first.moves == second.moves)
        #expect(try await calls(seed: 10).calls != first.calls)
    }

    /// Forty intents, and a line that breaks a dozen times: before the server has heard the
    /// request, or after it has done it.
    private func calls(
        seed: UInt64
    ) async throws -> (calls: [FakeRemote.Call], moves: [FakeRemote.Move]) {
        let chance = SeededChance(seed: seed)
        let told = Shared<([FakeRemote.Call], [FakeRemote.Move])>(([], []))
        try await Branch.open(chance: { chance.next() }) { branch in
            let sessions = (1...40).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.change { $0.latency = .milliseconds(200) }
            for session in sessions { try branch.accept(session) }
            try await branch.running(branch.replay(), branch.probe) {
                for _ in 0..<12 {
                    try await branch.pass(.milliseconds(Int(chance.next() * 3_000)))
                    branch.remote.fail(nil, chance.next() < 0.5 ? .after : .before, times: 3)
                }
                branch.remote.recover()
                try await branch.pass(.seconds(900))
            }
            let tally = try branch.outbox.tally()
            #expect(tally[.delivered] == 40)
            #expect(tally.accepted == 40)
            told.withLock { $0 = (branch.remote.calls, branch.remote.moves) }
        }
        return told.withLock(\.self)
    }
}
