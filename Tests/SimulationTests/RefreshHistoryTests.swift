import Simulation
import Testing

@Suite("whatever happens, the cache comes right")
struct RefreshHistoryTests {
    /// A short form: `Scripts/simulate --refresh` runs any number of seeds.
    @Test("after any history and a quiet day the cache is what the server has", arguments: 0..<4)
    func comesRight(_ number: UInt64) async throws {
        let histories = try RefreshHistories()
        for seed in (number * 10 + 1)...((number + 1) * 10) {
            let violation = try await histories.run(seed: seed).violation
            #expect(
                violation == nil, "Scripts/simulate --refresh --seeds 1 --trace --start \(seed)")
        }
    }

    @Test(
        "rules that are broken on purpose are noticed",
        arguments: [
            RefreshMutation.cursorFromOurClock, .dropOverlap, .cursorToNewest, .noWitnesses,
            .goOnInsteadOfRestart, .dropUnknownFields, .scopeByOurClock,
        ])
    func notices(_ mutation: RefreshMutation) async throws {
        let histories = try RefreshHistories(mutation)
        for seed in 1...Self.enough {
            if try await histories.run(seed: seed).violation != nil { return }
        }
        Issue.record("\(mutation) went unnoticed for \(Self.enough) seeds")
    }

    private static let enough: UInt64 = 25
}
