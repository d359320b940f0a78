import Foundation
import Glibc
import Helena
package import Logging
import OutpostGateway
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle
import UnixSignals

/// The agent: everything that runs, and how it hangs together.
package struct Agent: Sendable {
    private let settings: Settings
    private let directory: DataDirectory
    private let logger: Logger

    /// How long what is on its way may take to come to its end after SIGTERM.
    package static let gracePeriod = Duration.seconds(3)

    /// How often to try for the cache's lock: a minute in all.
    private static let cachePatience = 3_000

    package init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        directory = DataDirectory(settings)
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: ``SettingsFailure``, ``DataDirectoryFailure``, `GatewayFailure` or `StoreFailure` if
    ///   it cannot start.
    package func run() async throws {
        umask(0o077)  // for the socket, too
        try directory.prepare()
        try directory.prepareForSocket()
        let lock = try DirectoryLock.take(.agent, directory)
        // A refresh without an agent may be under way: it ends by itself.
        let cacheLock = try DirectoryLock.take(.cache, directory, patience: Self.cachePatience)
        defer { withExtendedLifetime((lock, cacheLock)) {} }
        let door = try await door()
        // What is passed on has connections of its own: a long download must not keep a transfer
        // waiting.
        var passing = settings
        passing.limits.concurrentConnections = Passage.most
        try await Remotes.withClient(settings, logger: logger) { remote in
            try await Remotes.withClient(passing, logger: logger) { passing in
                try await run(remote, passing, door)
            }
        }
        logger.notice("stopped")
    }

    private func run(
        _ remote: HelenaClient, _ passing: HelenaClient, _ door: TCPDoor?
    ) async throws {
        let outbox = try Outbox.open(
            in: directory.path, forAgent: true, limit: settings.outboxLimit, boot: .system())
        defer { outbox.close() }
        let cache = try Cache.open(
            in: directory.path, keeping: settings.kept, forgotten: try outbox.forgotten(),
            takesOut: logger.sayTakingOut)
        defer { cache.close() }
        let clocks = Clocks.system()
        let meter = Meter(settings, cache, clocks, logger: logger)
        defer { meter.settle(clocks) }
        logger.notice(
            "started",
            metadata: [
                "version": "\(Version.current)", "directory": "\(directory.path)",
                "api": "\(remote.destination)",
                "port": "\(door.map { "\($0.address.port)" } ?? "none")",
            ])
        try await services(remote, passing, outbox, cache, meter, clocks, door).run()
    }

    /// The local API's door on TCP, if it is to have one, and can have it.
    private func door() async throws -> TCPDoor? {
        // Also without the port: whoever turns it on later finds the token there.
        let token = try TokenFile(directory).token()
        guard let address = settings.gateway else { return nil }
        let door = TCPDoor(address, token: token)
        try await door.check()
        return door
    }

    private func services(
        _ remote: HelenaClient, _ passing: HelenaClient, _ outbox: Outbox, _ cache: Cache,
        _ meter: Meter, _ clocks: Clocks, _ door: TCPDoor?
    ) -> ServiceGroup {
        let news = Bell()
        let line = Line(clocks, damping: settings.damping, logger: logger) { state, reason in
            news.ring()
            do {
                try outbox.record(state, reason: reason, at: clocks.now())
            } catch {
                logger.error("the event log cannot be written", metadata: ["error": "\(error)"])
            }
        }
        let bell = Bell()
        let orders = RefreshOrders()
        func uplink(_ priority: Budget.Priority) -> Uplink {
            Uplink(remote, priority, line: line, meter: meter, clocks: clocks)
        }
        let lanes = ReplayState()
        let watchers = Watchers()
        let counts = Counts()
        let obstacle = Obstacle()
        let surroundings = Surroundings(directory)
        let freshness = Freshness()
        let replay = Replay(
            outbox,
            carrier: Carrier(
                uplink(.replay), outbox: outbox, cache: cache, freshness: freshness,
                watchers: watchers, clocks: clocks, logger: logger, counts: counts,
                obstacle: obstacle),
            line: line, bell: bell, clocks: clocks, logger: logger, lanes: lanes,
            proof: Proof(
                freshness, cache: cache, line: line, orders: orders, meter: meter, clocks: clocks),
            obstacle: obstacle)
        func refresher(_ priority: Budget.Priority) -> Refresher {
            Refresher(
                uplink(priority), cache: cache, clocks: clocks, rules: settings.rules,
                freshness: freshness, counts: counts)
        }
        let refresh = Refresh(
            refresher(.refresh), urgent: refresher(.replay), cache: cache, line: line,
            orders: orders, intervals: settings.intervals,
            clocks: clocks, logger: logger)
        let housekeeping = Housekeeping(
            outbox, cache: cache, orders: orders, clocks: clocks, logger: logger)
        let probe = Probe(uplink(.replay), line: line, clocks: clocks)
        let announcer = Announcer(line, clocks: clocks)
        let links = LinkWatch(
            line, isLocal: settings.peerIsLocal, clocks: clocks, logger: logger)
        let daemon = StatusReport.Daemon(
            running: true, pid: ProcessInfo.processInfo.processIdentifier,
            version: Version.current)
        let newKey = settings.keySource.replacement(directory.installation)
        let opened = Bell()
        let heartbeat = Heartbeat(
            Supervisor(settings.environment), opened: opened, news: news, outbox: outbox,
            line: line, clocks: clocks)
        let gateway = Gateway(
            socketPath: directory.socketPath, isShared: directory.isShared, tcp: door,
            facilities: Facilities(
                outbox: outbox, cache: cache, line: line, meter: meter,
                overview: Overview(
                    outbox: outbox, cache: cache, line: line,
                    budget: { meter.current.report(at: clocks.uptime(), now: $0) },
                    daemon: daemon, newKey: newKey, readers: directory.outboxReaders,
                    clockAhead: { remote.clockAhead },
                    surroundings: { surroundings.warnings(queue: obstacle.description) },
                    callers: { door?.strangers.report ?? .init(refused: 0, lastRefusedAt: nil) }),
                explainer: Explainer(
                    outbox, cache: cache, line: line, lanes: lanes, meter: meter,
                    obstacle: { obstacle.description }, installation: directory.installation,
                    newKey: newKey, clocks: clocks),
                orders: orders, bell: bell, counts: counts, uplink: uplink(.passThrough),
                passage: Passage(
                    passing, line: line, meter: meter, clocks: clocks,
                    patience: GatewayLimits.askingTime),
                passThrough: settings.passThrough,
                watchers: watchers, intervals: settings.intervals, clocks: clocks,
                lifetime: settings.lifetime, wait: settings.wait, logger: logger,
                compare: { remote.compare($0) }),
            opened: opened)
        var quiet = logger
        quiet.logLevel = max(.error, logger.logLevel)
        let services: [any Service] = [
            gateway, links, probe, announcer, replay, refresh, housekeeping, heartbeat,
            MemoryReturn(clocks: clocks),
        ]
        var configuration = ServiceGroupConfiguration(
            // If one fails, the others end as they do at SIGTERM. A server that is cancelled while somebody
            // knocks traps (swift-nio issue 2637), and nobody would read why the agent ended.
            services: services.map {
                .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = Self.gracePeriod
        return ServiceGroup(configuration: configuration)
    }
}
