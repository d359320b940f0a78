import Foundation
import GRDB
import Synchronization

/// Another program that has a database open and does not let go.
final class Stranger: Sendable {
    private let queue = Mutex<DatabaseQueue?>(nil)

    /// Opens the file and leaves the statement's transaction open.
    func open(_ path: String, _ statement: String) throws {
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let opened = try DatabaseQueue(path: path, configuration: configuration)
        try opened.inDatabase { try $0.execute(sql: statement) }
        queue.withLock { $0 = opened }
    }

    func close() {
        queue.withLock { queue in
            try? queue?.inDatabase { try $0.execute(sql: "ROLLBACK") }
            try? queue?.close()
            queue = nil
        }
    }
}
