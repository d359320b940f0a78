import Hummingbird

/// The way from a request to the room that answers it.
struct GatewayRouter {
    let rooms: [any Room]
    let fallback: (any Fallback)?

    init(_ facilities: Facilities) {
        rooms = [Health(), OwnInterface(facilities)]
        fallback = nil
    }

    /// The router with everything that stands before the rooms, the outermost first.
    ///
    /// - Parameter admission: nil for the socket, where the file system keeps the door.
    func router(admission: Admission?) -> Router<GatewayContext> {
        let router = Router(
            context: GatewayContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Apologies())
        if let admission { router.add(middleware: Doorkeeper(admission: admission)) }
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
