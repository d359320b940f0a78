import Foundation
import Glibc
import GRDBSQLite
import OutpostModel
import OutpostStore

/// Where one worker's databases are: in memory where the system has a place for that.
///
/// The cache is opened once and emptied for each scenario, for it takes long to open; whatever was
/// committed to it is there after a crash, the handle being the same or not. The outbox is copied
/// from an empty one, and each crash copies what is on the disk at that moment, journal included,
/// as a process that is killed leaves it.
final class Desk {
    let directory: String
    let cache: Cache
    private var generation = 0
    private let template: [UInt8]

    init() throws {
        let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        directory = root + "/outpost-simulation-" + UUID().uuidString
        let empty = directory + "/empty"
        try FileManager.default.createDirectory(
            atPath: empty, withIntermediateDirectories: true)
        cache = try Cache.open(in: directory)
        try Outbox.open(in: empty, forAgent: false).close()
        template = Self.read(empty + "/" + Outbox.fileName)
    }

    deinit {
        cache.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The directory of the outbox as it is now.
    var folder: String { directory + "/" + String(generation) }

    var outboxPath: String { folder + "/" + Outbox.fileName }

    /// An empty outbox, and an empty cache.
    func clear() throws {
        removeFolder()
        generation += 1
        mkdir(folder, 0o700)
        Self.write(template, outboxPath)
        for id in try cache.missing(SessionProgress(met: .max), limit: .max) {
            try cache.delete(id)
        }
        try cache.save(SessionProgress())
    }

    /// What is on the disk now, in another directory, without the locks of whoever had it open.
    func crash() -> String {
        let before = folder
        generation += 1
        mkdir(folder, 0o700)
        for name in [Outbox.fileName, Outbox.fileName + "-wal"] {
            Self.write(Self.read(before + "/" + name), folder + "/" + name)
        }
        return before
    }

    func remove(_ folder: String) {
        for ending in ["", "-wal", "-shm"] { unlink(folder + "/" + Outbox.fileName + ending) }
        rmdir(folder)
    }

    func removeFolder() { remove(folder) }

    /// Breaks what only a broken program would: SQL behind the store's back.
    func run(_ sql: String) {
        var database: OpaquePointer?
        guard sqlite3_open(outboxPath, &database) == SQLITE_OK else { return }
        sqlite3_exec(database, sql, nil, nil, nil)
        sqlite3_close(database)
    }

    private static func read(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
        let count = pread(file, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }

    private static func write(_ bytes: [UInt8], _ path: String) {
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard file >= 0 else { return }
        _ = Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}
