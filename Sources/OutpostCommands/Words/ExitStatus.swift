import ArgumentParser

/// The exit statuses of sysexits(3) that the commands use. 0 is "done", 64 is a wrong command line.
extension ExitCode {
    /// An unknown name, a malformed id, an impossible request.
    static let badData = ExitCode(65)
    /// The agent or the cache is not there.
    static let unavailable = ExitCode(69)
    /// A defect.
    static let software = ExitCode(70)
    /// The disk, or a file, does not let us.
    static let cannotWrite = ExitCode(73)
    /// Not now: accepted, but not delivered within `--wait`; or the line is down.
    static let later = ExitCode(75)
    /// The key is refused.
    static let keyRefused = ExitCode(77)
    /// The settings are wrong.
    static let settings = ExitCode(78)
    static let usage = ExitCode(64)
}
