import Hummingbird
import Schema

/// The OpenAPI document of everything but the API that we stand in for.
struct Document: Room {
    private static let text = ByteBuffer(bytes: Schema.api)

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("outpost/v1/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: Self.text))
        }
    }
}
