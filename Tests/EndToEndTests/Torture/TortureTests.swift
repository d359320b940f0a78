import Foundation
import Testing

/// Rounds of everything at once, each drawn from its seed: real agents and commands against a
/// service with faults, SIGKILL at random moments, colleagues who move sessions meanwhile.
///
/// `Scripts/torture --rounds N --start S` plays more of them than a normal run of the tests.
struct TortureTests {
    /// Rounds that are played at once: most of one is waiting.
    private static let atOnce = 3

    @Test("after kills, faults and colleagues everything accepted is accounted for, done once")
    func torture() async throws {
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["OUTPOST_TORTURE_ROUNDS"].flatMap { Int($0) } ?? 3
        let start = environment["OUTPOST_TORTURE_SEED"].flatMap { UInt64($0) } ?? 1
        var seeds = (start..<start + UInt64(max(1, rounds)))[...]
        var tally = TortureTally()
        try await withThrowingTaskGroup { group in
            for seed in seeds.prefix(Self.atOnce) {
                group.addTask { try await TortureRound.play(seed: seed) }
            }
            seeds = seeds.dropFirst(Self.atOnce)
            while let evidence = try await group.next() {
                if let seed = seeds.popFirst() {
                    group.addTask { try await TortureRound.play(seed: seed) }
                }
                judge(evidence, &tally)
            }
        }
        print(tally.summary)
    }

    private func judge(_ evidence: TortureEvidence, _ tally: inout TortureTally) {
        let oracle = TortureOracle(evidence)
        tally.add(evidence, oracle)
        guard !oracle.violations.isEmpty else { return }
        let report = (oracle.violations + oracle.story + ["\(evidence.plan)"])
            .joined(separator: "\n  ")
        Issue.record("torture, seed \(evidence.plan.seed):\n  \(report)")
    }
}
