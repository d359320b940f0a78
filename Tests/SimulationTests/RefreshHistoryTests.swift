import Simulation
import Testing

@Suite("whatever happens, the cache comes right")
struct RefreshHistoryTests {
    /// A short form: `Scripts/simulate --refresh` runs any number of seeds.
    @Test("after any history and a quiet day the cache is what the server has", arguments: 0..<50)
    func comesRight(_ number: UInt64) async throws {
        let histories = try RefreshHistories()
        for seed in (number * 10 + 1)...((number + 1) * 10) {
            let violation = try await histories.run(seed: seed).violation
            #expect(
                violation == nil, "Scripts/simulate --refresh --seeds 1 --trace --start \(seed)")
        }
    }

    @Test("the same seed gives the same history", arguments: [3, 42, 1_000] as [UInt64])
    func replays(_ seed: UInt64) async throws {
        let histories = try RefreshHistories()
        let first = try await histories.run(seed: seed, isTracing: true)
        _ = try await histories.run(seed: seed + 1)
        let second = try await histories.run(seed: seed, isTracing: true)
        #expect(!first.trace.isEmpty)
        #expect(first.trace == second.trace)
        #expect(first.ledger.lines == second.ledger.lines)
    }

    @Test(
        "every rule that is broken on purpose is noticed", arguments: RefreshMutation.allCases)
    func notices(_ mutation: RefreshMutation) async throws {
        let histories = try RefreshHistories(mutation)
        let first = Self.firstSeeds[mutation] ?? 1
        for seed in first..<(first + Self.enough) {
            if try await histories.run(seed: seed).violation != nil { return }
        }
        Issue.record("\(mutation) went unnoticed for \(Self.enough) seeds from \(first)")
    }

    /// Where histories begin in which the rarer ones do harm: it takes long to come there from 1.
    private static let firstSeeds: [RefreshMutation: UInt64] = [
        .cursorBeforeCommit: 41, .deleteUnconfirmed: 146, .noWitnesses: 31,
        .positionWithoutPage: 70,
    ]

    private static let enough: UInt64 = 25
}
