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
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }
}
