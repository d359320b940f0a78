import Logging
import OutpostSync
import ServiceLifecycle

/// Tells the line when this computer's network changes, as the system says it: the line is then
/// probed at once, instead of after what may be left of a long pause.
///
/// Where the system does not say, the line is told nothing, and probing goes on by its schedule.
struct LinkWatch: Service {
    private let line: Line
    /// Whether what we connect to is on this computer: no route is needed for that.
    private let isLocal: Bool
    private let clocks: Clocks
    private let logger: Logger
    private let changes: @Sendable () throws -> AsyncStream<Void>
    private let routes: @Sendable () throws -> Routes

    /// Changes come in bursts: a cable that is plugged in makes a dozen.
    static let burst = Duration.milliseconds(50)

    init(
        _ line: Line, isLocal: Bool, clocks: Clocks, logger: Logger,
        changes: @escaping @Sendable () throws -> AsyncStream<Void> = {
            try NetworkChanges.announced()
        },
        routes: @escaping @Sendable () throws -> Routes = { try .system() }
    ) {
        self.line = line
        self.isLocal = isLocal
        self.clocks = clocks
        self.logger = logger
        self.changes = changes
        self.routes = routes
    }

    func run() async {
        if let (changes, routes) = start() {
            await cancelWhenGracefulShutdown { await follow(changes, from: routes) }
        }
        // A service that ends takes the others with it.
        try? await gracefulShutdown()
    }

    private func follow(_ changes: AsyncStream<Void>, from first: Routes) async {
        var known = first
        tell(known)
        for await _ in changes {
            try? await clocks.sleep(Self.burst)
            // Much of what the kernel tells changes nothing for us: wireless networks that come into
            // sight, lifetimes that are renewed.
            guard let now = try? routes(), now != known else { continue }
            known = now
            tell(known)
        }
    }

    private func start() -> (changes: AsyncStream<Void>, routes: Routes)? {
        do {
            // In this order: what happens between the two is not missed.
            let changes = try changes()
            return (changes, try routes())
        } catch {
            logger.debug(
                "the system does not tell of network changes: probing by the clock only",
                metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func tell(_ routes: Routes) {
        logger.debug("routes", metadata: ["count": "\(routes.ways.count)"])
        line.linkChanged(hasRoute: isLocal || !routes.ways.isEmpty)
    }
}
