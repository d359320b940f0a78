import Glibc

/// A lock on the data directory. The system lets go of it when the process ends, however it ends.
package final class DirectoryLock: Sendable {
    /// What the holder does.
    package enum Purpose: String, Sendable {
        /// To be the agent of the directory.
        case agent
        /// To write the cache: the agent does, or a refresh where no agent runs.
        case cache
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock. To be called before anything in the directory is opened.
    ///
    /// - Parameter patience: how often to try again, a fiftieth of a second apart. A few times always:
    ///   a command that asks who holds it has it for an instant.
    package static func take(
        _ purpose: Purpose, _ directory: DataDirectory, patience: Int = 10
    ) throws(DataDirectoryFailure) -> DirectoryLock {
        let path = directory.lockPath(purpose)
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .notUsable(path: directory.path, detail: String(cString: strerror(errno)))
        }
        for _ in 0..<patience {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                let pid = "\(getpid())\n"
                ftruncate(descriptor, 0)
                _ = pwrite(descriptor, pid, pid.utf8.count, 0)
                return DirectoryLock(descriptor)
            }
            usleep(20_000)
        }
        close(descriptor)
        throw .inUse(purpose, path: directory.path, pid: holder(purpose, directory))
    }

    /// The process that holds the lock; nil if none does, or if it cannot be told.
    package static func holder(_ purpose: Purpose, _ directory: DataDirectory) -> Int32? {
        let descriptor = open(directory.lockPath(purpose), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Shared and not kept: asking must not look like a holder to the next one who asks.
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        var digits = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &digits, digits.count, 0)
        let text = String(decoding: digits.prefix(max(0, count)), as: UTF8.self)
        return Int32(text.prefix { $0.isNumber })
    }
}
