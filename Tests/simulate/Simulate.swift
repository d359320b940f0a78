import ArgumentParser
import Simulation

@main
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lives through many bad days of a branch, and says what broke.")

    @Flag(help: "Histories of refreshing the cache, instead of the life of transfers.")
    var refresh = false

    @Option(help: "How many scenarios.")
    var seeds: UInt64 = 1_000

    @Option(help: "The first one's seed.")
    var start: UInt64 = 1

    @Option(help: "The rule to break on purpose, to see that it is noticed.")
    var mutation: String?

    @Flag(help: "Print every step of each scenario.")
    var trace = false

    func validate() throws {
        guard let mutation else { return }
        let names =
            refresh ? RefreshMutation.allCases.map(\.rawValue) : Mutation.allCases.map(\.rawValue)
        guard names.contains(mutation) else {
            throw ValidationError("A mutation is one of \(names.joined(separator: ", ")).")
        }
    }

    func run() async throws {

        let clock = ContinuousClock()
        let began = clock.now
        var tally = Tally(refresh ? RefreshHistories.expected : Ledger.ofTransfers)
        let live = try refresh ? histories() : scenarios()
        for seed in start..<(start + seeds) {
            let (violation, ledger, trace) = try await live(seed)
            for line in trace { print(line) }
            tally.add(ledger, violation, seed)
            if tally.failures == 20 || violation != nil && mutation != nil { break }
        }
        report(tally, took: clock.now - began)
        let isUnproven = seeds >= Self.enough && !tally.ledger.missing.isEmpty
        if mutation == nil, tally.failures > 0 || isUnproven { throw ExitCode.failure }
    }

    /// Lives through one seed: what broke, what happened how often, and line by line.
    private typealias Life = (UInt64) async throws -> (String?, Ledger, [String])

    private func scenarios() throws -> Life {
        let simulation = try Simulation(broken: mutation.flatMap(Mutation.init(rawValue:)))
        return { seed in
            let outcome = try simulation.run(seed: seed, isTracing: trace)
            return (outcome.violation?.description, outcome.ledger, outcome.trace)
        }
    }

    private func histories() throws -> Life {
        let histories = try RefreshHistories(mutation.flatMap(RefreshMutation.init(rawValue:)))
        return { seed in
            let outcome = try await histories.run(seed: seed, isTracing: trace)
            return (outcome.violation?.description, outcome.ledger, outcome.trace)
        }
    }

    /// From so many scenarios on, everything must have happened at least once.
    private static let enough = 20_000

    private func report(_ tally: Tally, took: Duration) {
        for line in tally.ledger.lines { print(line) }
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        if !refresh { print("at most \(tally.ledger.longestDrain) steps to drain") }
        print("\(tally.lived) scenarios from seed \(start), \(tally.failures) failed")
        print("\(Int(Double(tally.lived) / seconds)) scenarios per second")
        if !tally.ledger.missing.isEmpty { print("never happened: \(tally.ledger.missing)") }
    }
}
