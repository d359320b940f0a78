import Foundation
import Hummingbird

/// Stands at the TCP door. The socket's door has none: the file system keeps it.
struct Doorkeeper: RouterMiddleware {
    typealias Context = GatewayContext

    let admission: Admission
    let strangers: Strangers

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let needsToken = context.endpointPath != Health.alive
        if let refusal = admission.refusal(of: request.head, needsToken: needsToken) {
            if refusal.isWrongToken { strangers.note(at: Date()) }
            throw refusal
        }
        return try await next(request, context)
    }
}
