import Foundation
import Hummingbird
package import Logging
import OutpostModel
package import OutpostSync
import ServiceLifecycle

/// The local HTTP API on a unix socket in the data directory, for the commands on this machine.
///
/// Who may use it is decided by the directory's mode. The lock on the directory is held before it
/// starts: the socket of an agent that died is taken over without asking.
package struct Gateway: Service {
    private let socketPath: String
    private let overview: Overview
    private let explainer: Explainer
    private let orders: RefreshOrders
    private let bell: Bell
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// The longest request body, bytes.
    package static let largestBody = 64 * 1024

    /// - Parameter bell: rung when a command says that it has put something in the outbox.
    package init(
        socketPath: String, overview: Overview, explainer: Explainer, orders: RefreshOrders,
        bell: Bell, clocks: Clocks,
        logger: Logger
    ) {
        self.socketPath = socketPath
        self.overview = overview
        self.explainer = explainer
        self.orders = orders
        self.bell = bell
        now = clocks.now
        self.logger = logger
    }

    package func run() async throws {
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        let application = Application(
            router: router(),
            configuration: .init(address: .unixDomainSocket(path: socketPath)),
            logger: quiet)
        try await application.run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("healthz") { _, _ in HTTPResponse.Status.ok }
        let own = router.group("outpost/v1")
        own.get("status") { _, _ in
            try json(overview.report(at: now()))
        }
        own.get("intents/:id/explanation") { _, context in
            guard let id = context.parameters.get("id").flatMap(Intent.ID.init) else {
                throw HTTPError(.badRequest, message: "not an intent's id")
            }
            return try json(["explanation": try explainer.explain(id).text])
        }
        own.post("nudge") { _, _ in
            bell.ring()
            return HTTPResponse.Status.accepted
        }
        own.post("refresh") { request, _ in
            let body = try await request.body.collect(upTo: Self.largestBody)
            return progress(of: try RefreshRequest(decoding: Data(body.readableBytesView)))
        }
        return router
    }

    /// One line of JSON for each step, and the last one says how it ended.
    private func progress(of request: RefreshRequest) -> Response {
        let steps = orders.place(request.resources, full: request.full)
        return Response(
            status: .ok, headers: [.contentType: "application/jsonl"],
            body: ResponseBody { writer in
                for await step in steps {
                    try await writer.write(ByteBuffer(string: try JSONText.encode(step) + "\n"))
                }
                try await writer.finish(nil)
            })
    }

    private func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: try JSONText.encode(value))))
    }
}
