import Foundation
import GRDB
import Glibc

extension Outbox {
    /// Copies everything, as it is at one moment, into a new file that needs no journal beside it.
    /// Others read and write meanwhile.
    ///
    /// The file has its name only once it is whole, checked and written through to the disk.
    ///
    /// - Parameters:
    ///   - path: must not exist.
    ///   - progress: told the share that is done, 0…1.
    /// - Returns: the copy's size, bytes.
    /// - Throws: ``StoreFailure`` about either file; the new one is gone then.
    package func backUp(
        to path: String, progress: (Double) -> Void = { _ in }
    ) throws(StoreFailure) -> Int {
        let copy = BackupFile(path)
        try copy.create()
        do {
            try copy.fill(from: database, progress)
            return try copy.finish()
        } catch {
            copy.remove()
            throw error
        }
    }
}

/// The new file, under another name until it is whole.
struct BackupFile {
    let path: String
    private let part: String
    /// As `link(2)`: gives a file one more name, and takes it from no other.
    var addName: (_ file: String, _ name: String) -> CInt = { link($0, $1) }

    /// Pages copied between two words of progress.
    private static let pages: CInt = 2_048

    init(_ path: String) {
        self.path = path
        // Of this process: what others keep beside it stays.
        part = "\(path).\(getpid()).part"
    }

    private var name: String { URL(fileURLWithPath: path).lastPathComponent }

    func create() throws(StoreFailure) {
        guard access(path, F_OK) != 0 else { throw notWritable(EEXIST) }
        remove()
        let descriptor = open(part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw notWritable(errno) }
        close(descriptor)
    }

    func remove() {
        for ending in ["", "-journal", "-wal", "-shm"] { unlink(part + ending) }
    }

    func fill(
        from source: OpenDatabase, _ progress: (Double) -> Void
    ) throws(StoreFailure) {
        do {
            let copy = try DatabaseQueue(path: part)
            defer { try? copy.close() }
            try copy.writeWithoutTransaction { destination in
                try withoutActuallyEscaping(progress) { progress in
                    // In one transaction of the source: what others write meanwhile does not count.
                    try source.writer.read { database in
                        try database.backup(to: destination, pagesPerStep: Self.pages) { step in
                            let total = max(1, step.totalPageCount)
                            progress(Double(step.completedPageCount) / Double(total))
                        }
                    }
                }
                try destination.execute(sql: "PRAGMA journal_mode = DELETE")
                let check = try String.fetchOne(destination, sql: "PRAGMA quick_check(1)")
                guard check == "ok" else {
                    throw StoreFailure.damaged(file: source.name, detail: check ?? "no answer")
                }
            }
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    /// To the disk first, then under its name.
    func finish() throws(StoreFailure) -> Int {
        let descriptor = open(part, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw notWritable(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw notWritable(errno) }
        try takeName()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }

    /// Another file that has come by that name stays.
    private func takeName() throws(StoreFailure) {
        if addName(part, path) == 0 {
            unlink(part)
            return
        }
        // FAT, on a memory stick, has no second names.
        guard [EPERM, ENOTSUP, EOPNOTSUPP].contains(errno) else { throw notWritable(errno) }
        guard access(path, F_OK) != 0 else { throw notWritable(EEXIST) }
        guard rename(part, path) == 0 else { throw notWritable(errno) }
    }

    private func notWritable(_ code: CInt) -> StoreFailure {
        .notWritable(file: name, detail: String(cString: strerror(code)))
    }
}
