import Foundation
import Hummingbird
import OutpostModel
import OutpostSync

/// Our own interface, under /outpost/v1.
struct OwnInterface: Room {
    private let facilities: Facilities

    init(_ facilities: Facilities) { self.facilities = facilities }

    func add(to router: some RouterMethods<GatewayContext>) {
        let own = router.group("outpost/v1")
        own.get("status") { _, _ in
            Response.json(try facilities.overview.report(at: facilities.clocks.now()))
        }
        own.get("intents/:id/explanation") { _, context in
            let id = try context.intentID
            return Response.json(["explanation": try facilities.explainer.explain(id).text])
        }
        own.post("nudge") { _, _ in
            facilities.bell.ring()
            return HTTPResponse.Status.accepted
        }
        own.post("refresh") { request, _ in
            let body = try await request.body.collect(upTo: GatewayLimits.largestBody)
            return progress(of: try RefreshRequest(decoding: Data(body.readableBytesView)))
        }
    }

    /// One line of JSON for each step, and the last one says how it ended.
    private func progress(of request: RefreshRequest) -> Response {
        let steps = facilities.orders.place(request.resources, full: request.full)
        return Response(
            status: .ok, headers: [.contentType: "application/jsonl"],
            body: ResponseBody { writer in
                for await step in steps {
                    try await writer.write(ByteBuffer(string: try JSONText.encode(step) + "\n"))
                }
                try await writer.finish(nil)
            })
    }
}

extension GatewayContext {
    /// The intent that the path names.
    var intentID: Intent.ID {
        get throws {
            guard let id = parameters.get("id").flatMap(Intent.ID.init) else {
                throw Problem.malformed("the path holds no intent's id, which is a UUID")
            }
            return id
        }
    }
}
