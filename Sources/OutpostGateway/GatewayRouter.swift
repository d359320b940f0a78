import Hummingbird

/// The way from a request to the room that answers it.
struct GatewayRouter {
    let rooms: [any Room]
    let fallback: (any Fallback)?
    let changes: Changes
    private let stopwatch: Stopwatch

    init(_ facilities: Facilities, limits: GatewayLimits = GatewayLimits()) {
        let requests = RequestCounts()
        let readers = EventReaders(most: limits.mostEventReaders)
        let readiness = Readiness(
            outbox: facilities.outbox, cache: facilities.cache, clocks: facilities.clocks)
        let changes = Changes(facilities.orders, facilities.clocks)
        let passThrough = facilities.passage.map {
            PassThrough(
                mode: facilities.passThrough, passage: $0, changes: changes, line: facilities.line)
        }
        self.changes = changes
        fallback = passThrough
        let responses = ResponseCache(cache: facilities.cache, outbox: facilities.outbox)
        rooms =
            [
                Health(readiness: readiness),
                Metrics(facilities: facilities, requests: requests, readers: readers),
            ] + Self.own(facilities, limits, readers, responses)
            + Self.inPlace(facilities, passThrough, responses)
        stopwatch = Stopwatch(counts: requests, clocks: facilities.clocks)
    }

    /// Our own interface, under /outpost/v1.
    private static func own(
        _ facilities: Facilities, _ limits: GatewayLimits, _ readers: EventReaders,
        _ responses: ResponseCache
    ) -> [any Room] {
        let (outbox, cache) = (facilities.outbox, facilities.cache)
        let (bell, clocks) = (facilities.bell, facilities.clocks)
        return [
            Document(), Standing(overview: facilities.overview, clocks: clocks),
            Lookups(cache: cache, outbox: outbox, responses: responses, clocks: clocks),
            Intents(
                outbox: outbox, cache: cache, explainer: facilities.explainer, bell: bell,
                clocks: clocks, lifetime: facilities.lifetime),
            Events(
                outbox: outbox, clocks: clocks, readers: readers, heartbeat: limits.heartbeat),
            Chores(orders: facilities.orders, bell: bell),
            Comparison(compare: facilities.compare),
        ]
    }

    /// What we answer in place of the real API.
    private static func inPlace(
        _ facilities: Facilities, _ passThrough: PassThrough?, _ responses: ResponseCache
    ) -> [any Room] {
        let (outbox, cache) = (facilities.outbox, facilities.cache)
        let (line, clocks) = (facilities.line, facilities.clocks)
        let asker = Asker(
            orders: facilities.orders, uplink: facilities.uplink, cache: cache, clocks: clocks)
        let reader = Reader(
            asker: asker, line: line, clocks: clocks, intervals: facilities.intervals,
            responses: responses)
        return [
            Directory(reader: reader, cache: cache, passThrough: passThrough),
            Sessions(reader: reader, cache: cache, outbox: outbox, passThrough: passThrough),
            Transfers(
                outbox: outbox, cache: cache, line: line, asker: asker,
                watchers: facilities.watchers, explainer: facilities.explainer,
                bell: facilities.bell, clocks: clocks, lifetime: facilities.lifetime,
                wait: facilities.wait),
        ]
    }

    /// The router with everything that stands before the rooms, the outermost first.
    ///
    /// - Parameter door: nil for the socket, where the file system keeps the door.
    func router(door: TCPDoor?) -> Router<GatewayContext> {
        let router = Router(
            context: GatewayContext.self, options: [.autoGenerateHeadEndpoints, .caseInsensitive])
        router.add(middleware: stopwatch)
        router.add(middleware: Apologies())
        if let door {
            router.add(
                middleware: Doorkeeper(admission: door.admission, strangers: door.strangers))
        }
        router.add(middleware: Unrouted(fallback: fallback, known: routes))
        for room in rooms { room.add(to: router) }
        return router
    }

    /// Every route of every room.
    var routes: [KnownRoute] {
        let router = Router(context: GatewayContext.self)
        for room in rooms { room.add(to: router) }
        return router.routes.map {
            KnownRoute(method: $0.method.rawValue, template: $0.path.description)
        }
    }
}
