package import Foundation
package import Logging
package import OutpostModel
import OutpostStore
import OutpostSync

/// Looks at everything that Outpost needs, one after the other, and says of each: fine, or what is wrong
/// and what to do. Changes nothing but what a refresh of the departments changes.
package struct Doctor: Sendable {
    let settings: Settings
    let workplace: Workplace
    let logger: Logger
    let now: Date

    package init(_ settings: Settings, logger: Logger, at now: Date) {
        self.settings = settings
        workplace = Workplace(settings)
        self.logger = logger
        self.now = now
    }

    /// - Parameter tell: called with each finding as soon as there is one.
    package func examine(_ tell: (Finding) throws -> Void) async throws {
        try tell(Finding(.settings, .fine, "read, and all of them make sense"))
        let key = key()
        try tell(key)
        let directory = directory()
        try tell(directory)
        guard directory.state != .wrong else { return }
        try tell(space())
        try tell(outbox())
        try tell(cache())
        let status = try? await workplace.status(at: now)
        try tell(agent(status))
        let way = await way(hasKey: key.state != .wrong, status)
        // Asked anew: the answers to that are in it.
        let fresh = try? await workplace.status(at: now)
        try tell(clock(way, fresh))
        for finding in findings(of: way) { try tell(finding) }
        try tell(budget(fresh))
        try tell(queue(fresh))
    }

    private func key() -> Finding {
        do {
            _ = try settings.keySource.read()
        } catch {
            return Finding(
                .key, .wrong, error.problems.joined(separator: "; "),
                next: "put the key where the settings say that it is")
        }
        guard let path = settings.keySource.path else { return Finding(.key, .fine, "there") }
        let mode = FileModes(of: path)?.mode ?? 0
        guard mode & 0o077 == 0 else {
            return Finding(
                .key, .wrong, "its file can be read by others (mode \(String(mode, radix: 8)))",
                next: "chmod 600 on the file that holds the key")
        }
        return Finding(.key, .fine, "there, for its owner only")
    }
}
