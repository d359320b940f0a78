/// What is lived through: so many branches of one account, a queue in each, and an outage.
package struct Plan: Hashable, Sendable {
    /// How the branches ask the API.
    package enum Way: String, CaseIterable, Sendable {
        /// Outpost in each branch, its share one part in so many: as the guide advises.
        case shared
        /// Outpost in each branch, with the usual settings: as if each were alone with one more.
        case unshared
        /// For contrast, no Outpost: each branch sends one transfer after the other, and tries again
        /// after 1 s, doubled up to 5 minutes. It neither looks before it sends, nor keeps to a limit,
        /// nor writes anything down.
        case retryLoop
        /// Outpost in each branch before ten hubs, each with a tenth of the account.
        case hubs
    }

    package var way: Way
    package var branches: Int
    /// In each branch, each of a session of its own.
    package var intents: Int
    package var outage: Duration
    package var seed: UInt64

    /// How many hubs there are.
    package static let hubs = 10
    /// Of the account, with the usual settings.
    static let usualShare = 0.5

    package init(
        way: Way, branches: Int, intents: Int = 20, outage: Duration = .seconds(8 * 3_600),
        seed: UInt64 = 1
    ) {
        self.way = way
        self.branches = branches
        self.intents = intents
        self.outage = outage
        self.seed = seed
    }

    /// The part of the account's limits that each may use who asks the API itself; nil: nobody keeps
    /// to any.
    package var share: Double? {
        switch way {
        case .shared: 1 / Double(branches)
        case .unshared: Self.usualShare
        case .retryLoop: nil
        case .hubs: 1 / Double(Self.hubs)
        }
    }

    var transfers: Int { branches * intents }

    /// The sessions of a branch, by their numbers.
    func sessions(of branch: Int) -> Range<Int> {
        branch * intents..<(branch + 1) * intents
    }

    /// The sessions of all branches behind a hub.
    func sessions(ofHub hub: Int) -> Range<Int> {
        hub * branches / Self.hubs * intents..<(hub + 1) * branches / Self.hubs * intents
    }

    func hub(of branch: Int) -> Int {
        (0..<Self.hubs).first { sessions(ofHub: $0).contains(branch * intents) } ?? 0
    }
}
