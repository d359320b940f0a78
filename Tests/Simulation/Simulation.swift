import OutpostModel

/// Lives through scenarios, one seed after the other, on one thread.
package struct Simulation {
    /// What one seed came to.
    package struct Outcome: Sendable {
        package let seed: UInt64
        package let violation: Violation?
        package let ledger: Ledger
        /// What happened, line by line, where that was asked for.
        package let trace: [String]
    }

    private let desk: Desk
    private let broken: Mutation?

    /// - Parameter broken: the rule that the agent is to break.
    package init(broken: Mutation? = nil) throws {
        desk = try Desk()
        self.broken = broken
    }

    package func run(seed: UInt64, isTracing: Bool = false) throws -> Outcome {
        let scenario = try Scenario(
            seed: seed, desk: desk, broken: broken, isTracing: isTracing)
        try scenario.run()
        return Outcome(
            seed: seed, violation: scenario.world.oracle.violation,
            ledger: scenario.world.oracle.ledger, trace: scenario.world.trace)
    }
}
