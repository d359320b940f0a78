import GRDBSQLite

/// Reads a cache's file with SQLite alone: none of the store's own reading is trusted.
final class CacheReader {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]
    private var lastVersion: Int64 = -1

    init?(_ folder: String) {
        let path = folder + "/cache.sqlite"
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &database, flags, nil) == SQLITE_OK else { return nil }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// What is there now; nil if nothing was committed since the last time, or it cannot be read.
    func read() -> CacheReading? {
        var version: Int64 = -1
        _ = each("PRAGMA data_version") { version = sqlite3_column_int64($0, 0) }
        guard version != lastVersion else { return nil }
        var reading = CacheReading()
        guard read(&reading) else { return nil }
        lastVersion = version
        return reading
    }

    /// Whether there is a cache with anything in it.
    var hasSessions: Bool {
        var count: Int64 = 0
        return each("SELECT count(*) FROM session") { count = sqlite3_column_int64($0, 0) }
            && count > 0
    }

    /// For what only a broken program would do.
    func run(_ sql: String) { sqlite3_exec(database, sql, nil, nil, nil) }

    private func read(_ reading: inout CacheReading) -> Bool {
        each("SELECT id, updatedAt, status IN ('COMPLETED', 'HIDDEN'), object FROM session") {
            guard let id = Self.text($0, 0), let object = Self.text($0, 3) else { return }
            reading.sessions[id] = CacheReading.Row(
                updatedAt: sqlite3_column_int64($0, 1), isEnded: sqlite3_column_int64($0, 2) == 1,
                object: object)
        }
            && each("SELECT id FROM department") { row in
                Self.text(row, 0).map { _ = reading.departments.insert($0) }
            }
            && each("SELECT id FROM user") { row in
                Self.text(row, 0).map { _ = reading.users.insert($0) }
            }
            && each(Self.progress) {
                reading.cursor = Self.number($0, 0)
                reading.newest = Self.number($0, 1)
                reading.full = Self.text($0, 2)
                reading.quick = Self.text($0, 3)
                reading.filter = Self.text($0, 4) ?? ""
                reading.met = sqlite3_column_int64($0, 5)
                reading.metOpen = sqlite3_column_int64($0, 6)
                reading.fullAt = Self.number($0, 7)
            }
    }

    private static let progress = """
        SELECT cursor, newest, walk, quick, filter, met, metOpen, fullAt
            FROM refresh WHERE resource = 'sessions'
        """

    /// - Returns: whether all rows could be read.
    private func each(_ sql: String, _ body: (OpaquePointer) -> Void) -> Bool {
        if statements[sql] == nil {
            var prepared: OpaquePointer?
            guard sqlite3_prepare_v2(database, sql, -1, &prepared, nil) == SQLITE_OK else {
                return false
            }
            statements[sql] = prepared
        }
        guard let statement = statements[sql] else { return false }
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: body(statement)
            case SQLITE_DONE: return true
            default: return false
            }
        }
    }

    private static func text(_ row: OpaquePointer, _ column: Int32) -> String? {
        sqlite3_column_text(row, column).map { String(cString: $0) }
    }

    private static func number(_ row: OpaquePointer, _ column: Int32) -> Int64? {
        sqlite3_column_type(row, column) == SQLITE_NULL
            ? nil : sqlite3_column_int64(row, column)
    }
}
