import Hummingbird

/// Whether the agent is alive.
struct Health: Room {
    /// The one path that needs no token: it tells nothing but that somebody is there.
    static let alive = "/healthz"

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get(RouterPath(Self.alive)) { _, _ in Response.json(["status": "alive"]) }
    }
}
