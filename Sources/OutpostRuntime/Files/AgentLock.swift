import Glibc

/// The lock that says that an agent works in a directory. The system lets go of it when the
/// process ends, however it ends.
package final class AgentLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock. To be called before anything else in the directory is opened.
    package static func take(_ directory: DataDirectory) throws(DataDirectoryFailure) -> AgentLock {
        let descriptor = open(directory.lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .notUsable(path: directory.path, detail: String(cString: strerror(errno)))
        }
        guard isFree(descriptor) else {
            close(descriptor)
            throw .inUse(path: directory.path, pid: holder(of: directory))
        }
        let pid = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, pid, pid.utf8.count, 0)
        return AgentLock(descriptor)
    }

    /// Tries for a moment: a command that asks who holds the lock has it for an instant.
    private static func isFree(_ descriptor: Int32) -> Bool {
        for _ in 0..<10 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(20_000)
        }
        return false
    }

    /// The process that holds the lock; nil if none does, or it cannot be told.
    package static func holder(of directory: DataDirectory) -> Int32? {
        let descriptor = open(directory.lockPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Shared and not kept: asking must not look like an agent to the next one who asks.
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        var digits = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &digits, digits.count, 0)
        let text = String(decoding: digits.prefix(max(0, count)), as: UTF8.self)
        return Int32(text.prefix { $0.isNumber })
    }
}
