import Foundation
import Glibc
import OutpostModel
import OutpostStore

/// What the data directory stands in: who may look into it, and how much room its disk has.
struct Surroundings: Sendable {
    /// Less free space than that is told, bytes; and less than that stops work soon.
    static let (littleSpace, tooLittleSpace) = (256 << 20, 32 << 20)

    private let path: String

    init(_ directory: DataDirectory) { path = directory.path }

    /// For the status: what a person has to mend, and how.
    var warnings: [String] {
        let open = exposure.map { "\($0): \(chmodAdvice)" }
        let readOnly = isReadOnly ? "the disk is read-only: \(Self.readOnlyAdvice)" : nil
        return [open, readOnly, fullness].compactMap(\.self)
    }

    /// The same for the agent, which also knows what keeps the queue from moving.
    func warnings(queue obstacle: String?) -> [String] {
        let queue = obstacle.map { "the queue cannot be written: \($0)" }
        return warnings + (queue.map { [$0] } ?? [])
    }

    /// That others may use the directory; nil if they may not, or there is none.
    var exposure: String? {
        guard let mode = FileModes(of: path)?.mode, mode & 0o007 != 0 else { return nil }
        return "others may use \(path) (mode \(String(mode, radix: 8)))"
    }

    var chmodAdvice: String { "chmod 700 \(path)" }

    /// What the system does to a disk that fails.
    var isReadOnly: Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }

    static let readOnlyAdvice =
        "`dmesg` says why; a disk that fails is replaced, another is mounted anew"

    /// A file of ours that is not as the agent made it, and how to mend it; nil if there is none.
    var stray: (what: String, next: String)? {
        let names = [Outbox.fileName, Cache.fileName].flatMap { [$0, $0 + "-wal", $0 + "-shm"] }
        for place in (names + ["token"]).map({ path + "/" + $0 }) {
            guard let file = FileModes(of: place) else { continue }
            if file.user != FileModes(of: path)?.user {
                return (
                    "\(place) is not the agent's own: it belongs to another user than its directory",
                    "chown --reference=\(path) \(place)"
                )
            }
            if file.mode & 0o677 != 0o600 {
                return (
                    "\(place) has the mode \(String(file.mode, radix: 8)) in place of 600",
                    "chmod 600 \(place)"
                )
            }
        }
        return nil
    }

    /// Bytes; nil where the system does not say. Before there is a directory: where it would be.
    var freeSpace: Int? {
        var status = statvfs()
        var place = path
        while statvfs(place, &status) != 0 {
            guard errno == ENOENT, place.count > 1 else { return nil }
            place = (place as NSString).deletingLastPathComponent
            if place.isEmpty { place = "." }
        }
        // No blocks at all: a file system that keeps no count.
        guard status.f_blocks > 0 else { return nil }
        let bytes = status.f_bavail.multipliedReportingOverflow(by: status.f_frsize)
        return bytes.overflow ? nil : Int(exactly: bytes.partialValue)
    }

    private var fullness: String? {
        guard let free = freeSpace, free < Self.tooLittleSpace else { return nil }
        return
            "\(free >> 20) MiB are left on the disk: make room, without it no transfer can be taken"
    }
}
