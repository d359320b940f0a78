import GRDB
import Synchronization

/// A file's content between two commits: who has read the same edition twice has read the same twice.
package struct Edition: Hashable, Sendable {
    /// Which opening of a file; another one may begin to count anew.
    let opening: Int
    let commits: Int
}

/// Notices every commit to a file, whichever process makes it, at the cost of a look into shared memory.
///
/// SQLite counts for each connection what the others commit (https://sqlite.org/pragma.html#pragma_data_version):
/// this one commits nothing itself, and so sees all.
struct CommitWatch: Sendable {
    private let connection: DatabaseQueue
    private let opening: Int

    private static let openings = Atomic(0)

    init(path: String, label: String) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.label = label
        connection = try DatabaseQueue(path: path, configuration: configuration)
        opening = Self.openings.add(1, ordering: .relaxed).newValue
    }

    func edition() throws -> Edition? {
        try connection.unsafeRead { database in
            try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version"))
                .map { Edition(opening: opening, commits: $0) }
        }
    }

    func close() { try? connection.close() }
}
