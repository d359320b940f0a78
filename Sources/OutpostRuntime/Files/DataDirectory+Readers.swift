import Foundation
import OutpostStore

extension DataDirectory {
    /// The other programs on this machine that have the outbox open, as far as we may see them:
    /// "sqlite3 (pid 4711)".
    @Sendable func outboxReaders() -> [String] {
        let files = FileManager.default
        let wanted = path + "/" + Outbox.fileName
        let own = String(ProcessInfo.processInfo.processIdentifier)
        let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { $0 != own && Int32($0) != nil }.compactMap { pid in
            let folder = "/proc/\(pid)/fd"
            let open = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            let isReader = open.contains { descriptor in
                (try? files.destinationOfSymbolicLink(atPath: folder + "/" + descriptor)) == wanted
            }
            guard isReader else { return nil }
            let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
            return "\((name ?? "?").trimmingCharacters(in: .newlines)) (pid \(pid))"
        }
    }
}
