import Hummingbird

/// Takes the requests for which no room has a route: to the fallback, or to an honest 404 or 405.
struct Unrouted: RouterMiddleware {
    typealias Context = GatewayContext

    let fallback: (any Fallback)?
    let known: [KnownRoute]

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        // The router names the path only where it has found a route.
        guard context.endpointPath == nil else { return try await next(request, context) }
        if let answer = try await fallback?.answer(request, context) { return answer }
        var methods = Set(known.filter { $0.matches(request.uri.path) }.map(\.method))
        if methods.contains("GET") { methods.insert("HEAD") }
        guard methods.isEmpty else { throw Problem.wrongMethod(allowed: methods.sorted()) }
        throw Problem.noSuchPath
    }
}
