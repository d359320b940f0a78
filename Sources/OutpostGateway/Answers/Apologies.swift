import Foundation
import Hummingbird

/// Turns every error into an answer, in the shape that the path's programs know.
struct Apologies: RouterMiddleware {
    typealias Context = GatewayContext

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HelenaError {
            return error.response(at: Date())
        } catch {
            guard let problem = Problem(error) else { throw error }
            return request.isForTheAPI
                ? HelenaError(problem).response(at: Date()) : problem.response()
        }
    }
}

extension Request {
    /// Whether it was meant for the Helena API, in whose place we stand on these paths.
    var isForTheAPI: Bool {
        let first = uri.path.drop { $0 == "/" }.prefix { $0 != "/" }
        return ["core", "chat", "crm"].contains(first.lowercased())
    }
}
