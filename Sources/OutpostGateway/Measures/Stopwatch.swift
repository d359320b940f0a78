import Hummingbird
import OutpostSync

/// Counts every request, the refused ones too. The outermost: nothing is answered before it.
struct Stopwatch: RouterMiddleware {
    typealias Context = GatewayContext

    let counts: RequestCounts
    let clocks: Clocks

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let start = clocks.uptime()
        let response = try await next(request, context)
        counts.count(
            template: context.knownTemplate, method: request.method.rawValue,
            status: response.status.code, seconds: (clocks.uptime() - start).seconds)
        return response
    }
}

extension GatewayContext {
    /// The template of the route that was found; nil if there was none.
    var knownTemplate: String? {
        guard let path = endpointPath, path.hasPrefix("/") else { return nil }
        return path
    }
}
