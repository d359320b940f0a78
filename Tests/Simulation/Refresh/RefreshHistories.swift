import OutpostModel

/// Lives through histories of refreshing, one seed after the other, each in one task.
package struct RefreshHistories: Sendable {
    /// What one seed came to.
    package struct Outcome: Sendable {
        package let violation: RefreshViolation?
        package let ledger: Ledger
        package let requests: Int
        /// What happened, line by line, where that was asked for.
        package let trace: [String]
    }

    private let folders: CacheFolder
    private let mutation: RefreshMutation?

    /// - Parameter mutation: what the agent is to do wrong.
    package init(_ mutation: RefreshMutation? = nil) throws {
        folders = try CacheFolder()
        self.mutation = mutation
    }

    package func run(seed: UInt64, isTracing: Bool = false) async throws -> Outcome {
        let history = try History(seed: seed, folders, mutation, isTracing: isTracing)
        try await history.run()
        return history.branch.with { branch in
            Outcome(
                violation: branch.oracle.violation, ledger: branch.oracle.ledger,
                requests: branch.requests, trace: branch.trace)
        }
    }

    /// What any large number of histories must show.
    package static var expected: [String] { RefreshOracle.expected }
}
