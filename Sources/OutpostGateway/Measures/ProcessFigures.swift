import Foundation
import Glibc

/// What Linux tells of this process, under the names that every Prometheus program uses.
enum ProcessFigures {
    static var families: [MetricFamily] {
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        return [
            residentBytes.map {
                MetricFamily(
                    "process_resident_memory_bytes", "Resident memory size in bytes.", .gauge, $0)
            },
            open.map {
                MetricFamily(
                    "process_open_fds", "Number of open file descriptors.", .gauge, Double($0))
            },
        ].compactMap(\.self)
    }

    /// Nil where it cannot be read.
    private static var residentBytes: Double? {
        let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        guard let pages = text?.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }
}
