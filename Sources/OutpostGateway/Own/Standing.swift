import Hummingbird
import OutpostModel
import OutpostSync

/// How everything stands: what `outpost status` shows.
struct Standing: Room {
    let overview: Overview
    let clocks: Clocks

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("outpost/v1/status") { request, _ in
            _ = try QueryWords(request)
            return Response.json(try overview.report(at: clocks.now()))
        }
    }
}
