import ArgumentParser
import Simulation

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lives through many bad days of a branch, and says what broke.")

    @Option(help: "How many scenarios.")
    var seeds: UInt64 = 1_000

    @Option(help: "The first one's seed.")
    var start: UInt64 = 1

    @Option(help: "The rule to break on purpose, to see that it is noticed.")
    var mutation: String?

    @Flag(help: "Print every step of each scenario.")
    var trace = false

    func validate() throws {
        guard mutation.map({ Mutation(rawValue: $0) == nil }) != true else {
            let names = Mutation.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("A mutation is one of \(names).")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let began = clock.now
        let broken = mutation.flatMap(Mutation.init(rawValue:))
        let simulation = try Simulation(broken: broken)
        var ledger = Ledger()
        var failures = 0
        var lived = 0
        for seed in start..<(start + seeds) {
            lived += 1
            let outcome = try simulation.run(seed: seed, isTracing: trace)
            ledger.add(outcome.ledger)
            for line in outcome.trace { print(line) }
            guard let violation = outcome.violation else { continue }
            failures += 1
            print("seed \(seed): \(violation)")
            if failures == 20 || broken != nil { break }
        }
        report(ledger, failures, of: lived, took: clock.now - began)
        let isUnproven = seeds >= Self.enough && !ledger.missing.isEmpty
        if broken == nil, failures > 0 || isUnproven { throw ExitCode.failure }
    }

    /// From so many scenarios on, everything must have happened at least once.
    private static let enough = 20_000

    private func report(_ ledger: Ledger, _ failures: Int, of lived: Int, took: Duration) {
        for line in ledger.lines { print(line) }
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        print("at most \(ledger.longestDrain) steps to drain")
        print("\(lived) scenarios from seed \(start), \(failures) failed")
        print("\(Int(Double(lived) / seconds)) scenarios per second")
        if !ledger.missing.isEmpty { print("never happened: \(ledger.missing)") }
    }
}
