package import Foundation

/// What is said of a clock that differs from the server's.
package enum ClockWords {
    private static let beginning = "this computer's clock is "

    /// - Parameter ahead: seconds by which ours is ahead; negative: behind.
    package static func difference(_ ahead: TimeInterval) -> String {
        let minutes = Int(abs(ahead) / 60)
        let units = [(1_440, "day"), (60, "hour"), (1, "minute")]
        let (size, name) = units.first { minutes >= $0.0 } ?? (1, "minute")
        let count = max(1, minutes / size)
        return beginning + "\(count) \(name)\(count == 1 ? "" : "s") "
            + (ahead > 0 ? "ahead of" : "behind") + " the server's"
    }

    /// What is to be done about it.
    package static let advice = "set this computer's clock: `timedatectl set-ntp true`"

    package static func isOne(_ warning: String) -> Bool { warning.hasPrefix(beginning) }
}
