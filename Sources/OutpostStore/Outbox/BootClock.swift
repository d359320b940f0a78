import Foundation
import Glibc
package import OutpostModel

/// The time since the machine was started: nobody can set it, and it counts on in sleep.
package struct BootClock: Sendable {
    /// Differs after each start of the machine.
    package let id: String
    package let elapsed: @Sendable () -> Duration

    package init(id: String, elapsed: @escaping @Sendable () -> Duration) {
        self.id = id
        self.elapsed = elapsed
    }

    package var moment: BootMoment { BootMoment(bootID: id, elapsed: elapsed()) }

    /// The machine's; nil where the system does not tell which boot it is.
    package static func system() -> BootClock? {
        let path = "/proc/sys/kernel/random/boot_id"
        guard let id = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return BootClock(id: id.trimmingCharacters(in: .whitespacesAndNewlines)) {
            // Not a `timespec`: which module its members belong to depends on what is built with it.
            var time = (seconds: 0, nanoseconds: 0)
            withUnsafeMutablePointer(to: &time) { pointer in
                _ = pointer.withMemoryRebound(to: timespec.self, capacity: 1) { time in
                    clock_gettime(CLOCK_BOOTTIME, time)
                }
            }
            return .seconds(time.seconds) + .nanoseconds(time.nanoseconds)
        }
    }
}
