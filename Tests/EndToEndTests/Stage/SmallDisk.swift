import Foundation
import Glibc

/// A disk of a few megabytes, in memory.
enum SmallDisk {
    static var isPossible: Bool {
        let probe = NSTemporaryDirectory() + "outpost-disk-" + UUID().uuidString
        guard geteuid() == 0, mkdir(probe, 0o700) == 0 else { return false }
        defer { rmdir(probe) }
        guard mount("tmpfs", probe, "tmpfs", 0, "size=1m") == 0 else { return false }
        umount2(probe, Int32(MNT_DETACH))
        return true
    }

    /// Mounts it for as long as `body` works.
    static func mounted(
        at path: String, megabytes: Int, _ body: () async throws -> Void
    ) async throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=700") == 0 else {
            throw NeverHappened(what: "a small disk is mounted")
        }
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        umount2(path, Int32(MNT_DETACH))
        try result.get()
    }
}
