import Foundation
import GRDB
import Glibc
import Schema

/// One SQLite file, and how it is opened: the modes, the journal, the migrations.
struct DatabaseFile: Sendable {
    /// Who opens it, and so with how many connections.
    enum Access: Sendable {
        /// The agent: one writer, and readers beside it that never wait for it.
        case agent
        /// A command that writes: one connection.
        case command
        /// A command that only looks: one connection; a missing file is not made.
        case lookup
    }

    /// How much a commit waits for.
    enum Durability: String, Sendable {
        /// Until it would survive a power cut.
        case full = "FULL"
        /// Until it would survive the process: what is lost can be fetched again.
        case normal = "NORMAL"
    }

    /// Where SQLite notes what a single statement may have to take back.
    enum Rollback: Sendable {
        /// In 64 KiB that it takes and gives back each time, and then in a file: for statements that may
        /// change any number of rows.
        case file
        /// In pieces of memory as they are needed: for statements that change some hundred rows at most.
        /// With 64 callers at once twice as many transfers are accepted.
        case memory
    }

    let path: String
    let migrations: [Schema.Migration]
    let durability: Durability
    let rollback: Rollback

    /// How long a command waits for another process's transaction, seconds.
    static let busyTimeout: TimeInterval = 10
    /// How long the agent does: it tries again by itself, and must be able to end within seconds.
    static let agentBusyTimeout: TimeInterval = 1
    /// Readers beside the agent's writer. Each costs memory.
    static let readers = 3

    /// The journal is cut to this size once it has been taken over into the file, bytes.
    static let journalLimit = 4 * 1024 * 1024

    var name: String { URL(fileURLWithPath: path).lastPathComponent }

    func open(_ access: Access) throws(StoreFailure) -> any DatabaseWriter {
        do {
            if access == .lookup {
                guard FileManager.default.fileExists(atPath: path) else {
                    throw StoreFailure.notThere(file: name)
                }
            } else {
                try createPrivately()
            }
            return try patiently {
                if access != .lookup { try refuseNewer() }
                let writer = try connect(access)
                try migrate(writer, access)
                if access != .lookup, rollback == .memory { try noteInMemory(writer) }
                return writer
            }
        } catch let error as DatabaseError where access == .lookup && Self.isUnborn(error) {
            throw .notThere(file: name)
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    /// Whoever made the file was cut off before there was anything in it. Who only looks cannot tidy up
    /// after him; the next writer does.
    private static func isUnborn(_ error: DatabaseError) -> Bool {
        error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    }

    /// Tries again while another process is making the same file: SQLite does not wait by itself
    /// where the journal is being turned on.
    private func patiently<Value>(_ body: () throws -> Value) throws -> Value {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(Self.busyTimeout)
        while true {
            do {
                return try body()
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY && clock.now < deadline
            {
                usleep(10_000)
            }
        }
    }

    /// Before anything is opened for writing: what a newer version wrote stays as it is, to the byte.
    private func refuseNewer() throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Self.busyTimeout)
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
            size > 0
        else { return }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            _ = try queue.read { try self.version(of: $0) }
        } catch let error as DatabaseError where Self.isUnborn(error) {
            return
        }
    }

    /// Makes the file with mode 0600 if it is missing. SQLite gives its journals the same mode.
    ///
    /// Never opens an existing file: closing it again would drop the locks that SQLite holds on it
    /// in this process.
    private func createPrivately() throws {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw StoreFailure.notWritable(file: name, detail: String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    /// Writes through the names on the way to the file. Or a power cut could take the file, or a
    /// directory that was made for it, with all that was promised to be in it.
    private func keepNames() throws {
        var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let descriptor = Glibc.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            // What may not be read is older than we are.
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 || errno != EIO else {
                throw StoreFailure.notWritable(file: name, detail: String(cString: strerror(EIO)))
            }
        }
    }

    private func connect(_ access: Access) throws -> any DatabaseWriter {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(
            access == .agent ? Self.agentBusyTimeout : Self.busyTimeout)
        configuration.maximumReaderCount = Self.readers
        configuration.label = name
        configuration.readonly = access == .lookup
        switch access {
        case .agent:
            let pool = try DatabasePool(path: path, configuration: configuration)
            try harden(pool)
            return pool
        case .command:
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try harden(queue)
            return queue
        case .lookup:
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// After the connection is made, not while: GRDB sets NORMAL when it turns on the journal.
    private func harden(_ writer: any DatabaseWriter) throws {
        try writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
            try database.execute(sql: "PRAGMA journal_size_limit = \(Self.journalLimit)")
            // What is deleted is gone from the file. So it is with Debian's SQLite, not with every one.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
    }

    /// After the migrations, which sort whole tables.
    private func noteInMemory(_ writer: any DatabaseWriter) throws {
        try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    }

    /// Brings the schema up to date, in one transaction, so that two processes that open a new
    /// file at once do not both create its tables.
    private func migrate(_ writer: any DatabaseWriter, _ access: Access) throws {
        let applied = try writer.read { try self.version(of: $0) }
        guard applied < migrations.count else { return }
        guard access != .lookup else { throw StoreFailure.notThere(file: name) }
        // By whoever makes the tables, and before: no other process can have put anything in.
        if applied == 0, durability == .full { try keepNames() }
        try writer.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                // Read again: another process may have been faster.
                let applied = try self.version(of: database)
                for migration in migrations.dropFirst(applied) {
                    try database.execute(sql: migration.sql)
                }
                try database.execute(sql: "PRAGMA user_version = \(migrations.count)")
                return .commit
            }
        }
    }

    private func version(of database: Database) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version >= 0 else {
            throw StoreFailure.damaged(file: name, detail: "schema \(version)")
        }
        guard version <= migrations.count else {
            throw StoreFailure.newerVersion(file: name, version: version, known: migrations.count)
        }
        return version
    }
}
