import Hummingbird
import OutpostModel
import OutpostSync

/// What the agent can be asked to do now.
struct Chores: Room {
    let orders: RefreshOrders
    let bell: Bell

    func add(to router: some RouterMethods<GatewayContext>) {
        router.post("outpost/v1/nudge") { request, _ in
            _ = try QueryWords(request)
            bell.ring()
            return HTTPResponse.Status.accepted
        }
        router.post("outpost/v1/refresh") { request, _ in
            _ = try QueryWords(request)
            let order = try await RefreshRequest(decoding: request)
            guard !orders.isFull else {
                throw Problem(
                    kind: .tooMany, detail: "as many refreshes wait as may do so at once",
                    headers: [.retryAfter: "5"])
            }
            return progress(of: order)
        }
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
}

extension RefreshRequest {
    /// Reads a request body: which resources, all of them where it does not say, and whether in full.
    fileprivate init(decoding request: Request) async throws {
        let object = try await request.object(knowing: "resources", "full")
        var resources = Resource.allCases
        if let wanted = object["resources"] {
            resources = wanted.array?.compactMap { $0.string.flatMap(Resource.init) } ?? []
            guard !resources.isEmpty, resources.count == wanted.array?.count,
                Set(resources).count == resources.count
            else {
                throw Problem.malformed(
                    "resources is a list of departments, users and sessions, each at most once")
            }
        }
        guard let full = (object["full"] ?? .bool(false)).bool else {
            throw Problem.malformed("full is neither true nor false")
        }
        self.init(resources: resources, full: full)
    }
}
