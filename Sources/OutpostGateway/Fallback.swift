import Hummingbird

/// Answers what no room has a route for.
protocol Fallback: Sendable {
    /// Nil if it is nothing of its own either: then the answer is 404, or 405 where the path exists.
    func answer(_ request: Request, _ context: GatewayContext) async throws -> Response?
}
