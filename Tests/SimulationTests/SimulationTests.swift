import Simulation
import Testing

@Suite("whatever happens, the promises hold")
struct SimulationTests {
    /// Seeds of one test; ten of them are 500.
    private static let chunk: UInt64 = 50

    @Test("nothing breaks a promise", arguments: 0..<10 as Range<UInt64>)
    func promises(_ number: UInt64) throws {
        let simulation = try Simulation()
        for seed in (number * Self.chunk + 1)...((number + 1) * Self.chunk) {
            let violation = try simulation.run(seed: seed).violation
            #expect(violation == nil, "Scripts/simulate --seeds 1 --trace --start \(seed)")
        }
    }

    @Test("the same seed gives the same life, step by step", arguments: [3, 42, 1_000] as [UInt64])
    func replays(_ seed: UInt64) throws {
        let first = try Simulation().run(seed: seed, isTracing: true)
        let simulation = try Simulation()
        _ = try simulation.run(seed: seed + 1)
        let second = try simulation.run(seed: seed, isTracing: true)
        #expect(!first.trace.isEmpty)
        #expect(first.trace == second.trace)
        #expect(first.ledger.lines == second.ledger.lines)
    }

    @Test("every rule that is broken on purpose is noticed", arguments: Mutation.allCases)
    func notices(_ mutation: Mutation) throws {
        let simulation = try Simulation(broken: mutation)
        let seeds: ClosedRange<UInt64> = 1...400
        let noticed = try seeds.first { try simulation.run(seed: $0).violation != nil }
        #expect(noticed != nil, "\(mutation) went unnoticed for \(seeds.count) seeds")
    }
}
