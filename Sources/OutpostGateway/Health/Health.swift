import Hummingbird

/// Whether the agent is alive.
struct Health: Room {
    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("healthz") { _, _ in HTTPResponse.Status.ok }
    }
}
