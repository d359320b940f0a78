import Hummingbird
import OutpostModel

/// Whether the agent is alive, and whether it is ready to work.
struct Health: Room {
    /// The one path that needs no token: it tells nothing but that somebody is there.
    static let alive = "/healthz"

    let readiness: Readiness

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get(RouterPath(Self.alive)) { _, _ in Response.json(["status": "alive"]) }
        router.get("readyz") { _, _ in
            let reasons = readiness.reasons
            return Response.json(
                ReadinessReport(ready: reasons.isEmpty, reasons: reasons),
                status: reasons.isEmpty ? .ok : .serviceUnavailable)
        }
    }
}
