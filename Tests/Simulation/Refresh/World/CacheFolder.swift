import Foundation
import Glibc
import OutpostModel
import OutpostStore

/// Where the caches of one worker's histories are: in memory where the system has a place for that.
///
/// Each history begins with a copy of an empty cache, and each crash goes on with a copy of what is
/// on the disk at that moment, journal included, as a process that is killed leaves it.
final class CacheFolder: Sendable {
    let root: String
    private let template: [UInt8]

    init() throws {
        let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        root = place + "/outpost-refresh-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: root + "/empty", withIntermediateDirectories: true)
        try Cache.open(in: root + "/empty").close()
        template = Self.read(root + "/empty/" + Cache.fileName)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// A folder with an empty cache.
    func fresh(_ generation: Int) -> String {
        let folder = root + "/" + String(generation)
        mkdir(folder, 0o700)
        Self.write(template, folder + "/" + Cache.fileName)
        return folder
    }

    /// What is in that folder now, in another one.
    func copy(of folder: String, _ generation: Int) -> String {
        let copy = root + "/" + String(generation)
        mkdir(copy, 0o700)
        for name in [Cache.fileName, Cache.fileName + "-wal"] {
            let bytes = Self.read(folder + "/" + name)
            if !bytes.isEmpty { Self.write(bytes, copy + "/" + name) }
        }
        return copy
    }

    func remove(_ folder: String) {
        for ending in ["", "-wal", "-shm", ".damaged"] {
            unlink(folder + "/" + Cache.fileName + ending)
        }
        rmdir(folder)
    }

    /// Zeros in place of everything but the journal, as a disk leaves it that has lost its mind.
    func damage(_ folder: String) {
        let path = folder + "/" + Cache.fileName
        Self.write([UInt8](repeating: 0, count: max(8_192, Self.read(path).count)), path)
    }

    func delete(_ folder: String) {
        for ending in ["", "-wal", "-shm"] { unlink(folder + "/" + Cache.fileName + ending) }
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
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        guard file >= 0 else { return }
        _ = Glibc.write(file, bytes, bytes.count)
        ftruncate(file, off_t(bytes.count))
        close(file)
    }
}
