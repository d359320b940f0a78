import Foundation
import Glibc

/// What the one who reads can show.
enum Terminal {
    /// Colour only on a terminal, and not where NO_COLOR is set (no-color.org).
    static var hasColour: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
            && environment["TERM"] != "dumb"
    }

    /// Whether data goes to a person.
    static var isThere: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether a line on standard error can be written over.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    static func bold(_ text: String) -> String {
        hasColour ? sequences[0] + text + sequences[1] : text
    }

    /// What we ourselves tell a terminal: bold on, and off.
    static let sequences = ["\u{1B}[1m", "\u{1B}[0m"]
}
