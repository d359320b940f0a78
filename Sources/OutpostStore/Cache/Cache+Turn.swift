import GRDB

extension Cache {
    /// How much had been saved at a moment. Taken before a request, it tells whether what is in the
    /// cache when the answer comes was there already, or is what somebody else was told meanwhile.
    package struct Turn: Hashable, Sendable {
        let number: Int
    }

    package func turn() throws(StoreFailure) -> Turn {
        try database.read { Turn(number: try Self.turn($0)) }
    }

    static func turn(_ database: Database) throws -> Int {
        try Int.fetchOne(
            database.cachedStatement(sql: "SELECT turn FROM refresh WHERE resource = 'sessions'"))
            ?? 0
    }
}
