import NIOHTTP1
import OutpostModel

/// One request of this API, before it is a request of HTTP.
struct Call: Sendable {
    let method: HTTPMethod
    /// With the service in front: `/chat/v1/session/…`.
    let route: String
    let query: [(name: String, value: String)]
    let body: JSONValue?
    /// What we have already: the answer may be that it is the same still.
    var known: EntityTag?

    static func get(_ route: String, query: [(name: String, value: String)] = []) -> Call {
        Call(method: .GET, route: route, query: query, body: nil)
    }

    static func put(_ route: String, body: JSONValue) -> Call {
        Call(method: .PUT, route: route, query: [], body: body)
    }
}
