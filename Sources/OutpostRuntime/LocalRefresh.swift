import Foundation
import Helena
package import Logging
package import OutpostModel
import OutpostStore
import OutpostSync

/// A refresh in this process, where no agent runs that could be asked for it.
package struct LocalRefresh: Sendable {
    private let settings: Settings
    private let logger: Logger

    package init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Refreshes the resources one after the other, under the agent's lock.
    package func run(
        _ resources: [Resource], full: Bool,
        progress: @escaping @Sendable (RefreshProgress) -> Void
    ) async throws {
        let directory = DataDirectory(settings.dataDirectory)
        try directory.prepare()
        let lock = try AgentLock.take(directory)
        defer { withExtendedLifetime(lock) {} }
        let client = try Remotes.client(settings, logger: logger)
        let clocks = Clocks.system()
        do {
            let cache = try Cache.open(in: directory.path)
            defer { cache.close() }
            let uplink = Uplink(
                client.remote, .refresh, line: Line(clocks, logger: logger),
                meter: Meter(
                    Budget(
                        share: settings.budgetShare, of: settings.accountLimits, at: clocks.uptime()
                    )),
                clocks: clocks)
            let refresher = Refresher(uplink, cache: cache, clocks: clocks, rules: settings.rules)
            for resource in resources {
                do {
                    try await refresher.refresh(resource, full: full, progress: progress)
                } catch .store(.damaged(_, _)) {
                    try cache.rebuild()
                    try await refresher.refresh(resource, full: full, progress: progress)
                }
            }
        } catch let failure as RefreshFailure {
            logger.debug("refresh failed", metadata: ["reason": "\(failure)"])  // told as progress
        }
        try await client.remote.shutdown()
    }
}
