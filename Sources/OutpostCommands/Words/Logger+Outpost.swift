import Foundation
import Logging

extension Logger {
    /// To standard error, so that standard output stays free for data: a line of JSON for each message
    /// where systemd keeps them, words elsewhere.
    static func outpost(
        _ level: Logger.Level, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Logger {
        // systemd sets it where the journal reads standard output or standard error (systemd.exec(5)).
        let isKept = environment["JOURNAL_STREAM"] != nil
        var logger = Logger(label: "outpost") { label -> any LogHandler in
            isKept ? JSONLogHandler() : StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = level
        return logger
    }
}
