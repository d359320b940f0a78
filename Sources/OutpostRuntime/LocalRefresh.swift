package import Foundation
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
    ///
    /// - Returns: seconds by which this computer's clock is ahead of the server's, if that was told.
    @discardableResult
    package func run(
        _ resources: [Resource], full: Bool,
        progress: @escaping @Sendable (RefreshProgress) -> Void
    ) async throws -> TimeInterval? {
        var settings = settings
        // First: root may read its file, and the owner of the directory, whom we become, may not.
        settings.keySource = try settings.keySource.taken()
        let directory = DataDirectory(settings)
        try directory.prepare()
        let lock = try DirectoryLock.take(.cache, directory)
        defer { withExtendedLifetime(lock) {} }
        return try await Remotes.withClient(settings, logger: logger) { remote in
            let cache = try Workplace(settings).cacheToWrite(
                takesOut: logger.sayTakingOut)
            defer { cache.close() }
            let clocks = Clocks.system()
            let meter = Meter(settings, cache, clocks, logger: logger)
            defer { meter.settle(clocks) }
            let refresher = refresher(remote, cache, meter, clocks)
            do {
                for resource in resources {
                    try await refresh(resource, full: full, refresher, cache, progress)
                }
            } catch is RefreshFailure {}  // told as progress, which ends there
            return remote.clockAhead
        }
    }

    private func refresh(
        _ resource: Resource, full: Bool, _ refresher: Refresher, _ cache: Cache,
        _ progress: Refresher.Progress
    ) async throws {
        do {
            let isDue = try refresher.isFullDue()
            try await refresher.refresh(resource, full: full || isDue, progress: progress)
        } catch {
            guard case .store(.damaged) = error else { throw error }
            try cache.rebuild()
            try await refresher.refresh(resource, full: full, progress: progress)
        }
    }

    private func refresher(
        _ remote: HelenaClient, _ cache: Cache, _ meter: Meter, _ clocks: Clocks
    ) -> Refresher {
        let uplink = Uplink(
            remote, .refresh, line: Line(clocks, logger: logger), meter: meter, clocks: clocks)
        return Refresher(uplink, cache: cache, clocks: clocks, rules: settings.rules)
    }
}
