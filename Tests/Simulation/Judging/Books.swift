import GRDBSQLite
import OutpostModel

/// Reads what is in the outbox's file with SQLite alone: none of the store's own reading is trusted.
final class Books {
    struct Row {
        let sequence: Int64
        let state: Intent.State
        let attempts: Int
        let openAttempts: Int
        let isAmbiguous: Bool
        let admitsDoubt: Bool
    }

    struct Stamp: Equatable {
        let boot: String
        let ahead: Int64
    }

    private var database: OpaquePointer?
    private var mark: OpaquePointer?
    private var rows: OpaquePointer?
    private var tally: OpaquePointer?
    private var clock: OpaquePointer?

    init?(_ path: String) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &database, flags, nil) == SQLITE_OK,
            prepare("PRAGMA data_version", &mark), prepare(Self.intents, &rows),
            prepare("SELECT name, count FROM tally", &tally),
            prepare("SELECT bootID, ahead FROM clock", &clock)
        else { return nil }
    }

    deinit {
        for statement in [mark, rows, tally, clock] { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// Differs after somebody has committed something.
    func version() -> Int64 {
        defer { sqlite3_reset(mark) }
        return sqlite3_step(mark) == SQLITE_ROW ? sqlite3_column_int64(mark, 0) : -1
    }

    func read() -> [Row] {
        defer { sqlite3_reset(rows) }
        var found: [Row] = []
        while sqlite3_step(rows) == SQLITE_ROW {
            let word = String(cString: sqlite3_column_text(rows, 1))
            guard let state = Intent.State(rawValue: word) else { continue }
            found.append(
                Row(
                    sequence: sqlite3_column_int64(rows, 0), state: state,
                    attempts: Int(sqlite3_column_int64(rows, 2)),
                    openAttempts: Int(sqlite3_column_int64(rows, 3)),
                    isAmbiguous: sqlite3_column_int64(rows, 4) == 1,
                    admitsDoubt: sqlite3_column_int64(rows, 5) == 1))
        }
        return found
    }

    /// How many were ever accepted, and the sum of all states.
    func sums() -> (accepted: Int, states: Int) {
        defer { sqlite3_reset(tally) }
        var accepted = 0
        var states = 0
        while sqlite3_step(tally) == SQLITE_ROW {
            let count = Int(sqlite3_column_int64(tally, 1))
            if String(cString: sqlite3_column_text(tally, 0)) == "accepted" {
                accepted = count
            } else {
                states += count
            }
        }
        return (accepted, states)
    }

    /// The boot in which the file was last stamped, and by how much the wall was ahead of it.
    func stamp() -> Stamp? {
        defer { sqlite3_reset(clock) }
        guard sqlite3_step(clock) == SQLITE_ROW else { return nil }
        return Stamp(
            boot: String(cString: sqlite3_column_text(clock, 0)),
            ahead: sqlite3_column_int64(clock, 1))
    }

    private func prepare(_ sql: String, _ statement: inout OpaquePointer?) -> Bool {
        sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK
    }

    private static let intents = """
        SELECT sequence, state, attempts,
            (SELECT count(*) FROM attempt WHERE intentID = intent.id AND outcome IS NULL),
            ambiguous, coalesce(reason LIKE '%may have been carried out%', 0)
            FROM intent ORDER BY sequence
        """
}
