import Hummingbird

/// A part of the local API: it knows its own paths, and nothing of the others.
protocol Room: Sendable {
    /// Adds its routes. Each is in the OpenAPI document, or in the API that it stands in for.
    func add(to router: some RouterMethods<GatewayContext>)
}
