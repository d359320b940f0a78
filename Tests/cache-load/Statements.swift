import GRDBSQLite
import Synchronization

/// What SQLite is asked to do in this process, from when it is watched: a program in C that does the
/// same must get it from nowhere else.
enum Statements {
    struct Seen: Codable {
        let sql: String
        /// With the values in it.
        let expanded: String
    }

    private static let seen = Mutex<[Seen]>([])

    /// Only connections that are opened from then on.
    static func watch() { sqlite3_auto_extension(opening) }

    /// What was seen since it was last taken.
    static func take() -> [Seen] {
        seen.withLock { all in
            defer { all = [] }
            return all
        }
    }

    // SQLite declares without its parameters what it calls for each connection.
    private static let opening = unsafeBitCast(
        watchConnection, to: (@convention(c) () -> Void).self)

    private static let watchConnection:
        @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeRawPointer?) -> Int32 = {
            connection, _, _ in
            sqlite3_trace_v2(connection, UInt32(SQLITE_TRACE_STMT), record, nil)
        }

    private static let record:
        @convention(c) (
            UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
        ) -> Int32 = { _, _, statement, words in
            let statement = OpaquePointer(statement)
            // What a virtual table asks for on its own account begins like a comment.
            guard let words, let sql = sqlite3_sql(statement),
                !String(cString: words.assumingMemoryBound(to: CChar.self)).hasPrefix("--"),
                let expanded = sqlite3_expanded_sql(statement)
            else { return 0 }
            defer { sqlite3_free(expanded) }
            let one = Seen(sql: String(cString: sql), expanded: String(cString: expanded))
            seen.withLock { $0.append(one) }
            return 0
        }
}
