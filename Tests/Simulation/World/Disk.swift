import GRDBSQLite
import Glibc
import Synchronization

/// A disk that runs full: SQLite's own hook for its system calls, so that the refusal comes from the
/// place where a real disk's would. Each thread has its own disk.
enum Disk {
    /// So many more writes succeed; the rest find no space. Nil: there is space enough.
    static func limit(toWrites count: Int?) {
        install
        pthread_setspecific(
            remaining, count.flatMap { UnsafeMutableRawPointer(bitPattern: $0 + 1) })
    }

    private static let remaining: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    private typealias Write =
        @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int

    /// What SQLite calls by default, and what it calls once the hook is in.
    private static let install: Void = {
        let system = sqlite3_vfs_find(nil)
        for name in ["pwrite", "pwrite64"] {
            let isThere = system?.pointee.xGetSystemCall?(system, name) != nil
            guard isThere else { continue }
            let refusing: Write = { file, bytes, count, offset in
                guard Disk.takesOneMore() else {
                    errno = ENOSPC
                    return -1
                }
                return pwrite(file, bytes, count, offset)
            }
            _ = system?.pointee.xSetSystemCall?(
                system, name, unsafeBitCast(refusing, to: sqlite3_syscall_ptr.self))
        }
    }()

    private static func takesOneMore() -> Bool {
        guard let left = pthread_getspecific(remaining).map({ Int(bitPattern: $0) }) else {
            return true
        }
        guard left > 1 else { return false }
        pthread_setspecific(remaining, UnsafeMutableRawPointer(bitPattern: left - 1))
        return true
    }
}
