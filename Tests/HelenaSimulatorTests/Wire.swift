import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

@testable import HelenaSimulator

/// A client that neither retries nor forgives, for looking at what arrives.
struct Wire {
    struct Reply {
        let status: Int
        let contentType: String?
        let retryAfter: String?
        let body: String

        var json: JSONValue? { JSONValue(parsing: Array(body.utf8)) }
    }

    let client: HTTPClient
    let base: String
    var key = "pn_simulator"

    func send(
        _ method: String, _ path: String, _ body: String? = nil
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: base + path)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await client.execute(request, timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 1 << 24)
        return Reply(
            status: Int(response.status.code),
            contentType: response.headers.first(name: "Content-Type"),
            retryAfter: response.headers.first(name: "Retry-After"),
            body: String(buffer: bytes))
    }

    func get(_ path: String) async throws -> Reply {
        try await send("GET", path)
    }

    /// A simulator and a client for as long as the body runs.
    ///
    /// With an `identity` they speak TLS, and the client trusts whom `authority`'s file names.
    static func withSimulator(
        control: Bool = false, identity: SimulatorIdentity? = nil, authority: String? = nil,
        _ body: (HelenaSimulator, Wire) async throws -> Void
    ) async throws {
        let seeding = Seeding(departments: 4, users: 12, sessions: 60, now: noon)
        let simulator = try await HelenaSimulator.start(
            seeding: seeding, controlPort: control ? 0 : nil, identity: identity)
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        if let authority {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(authority)
            settings.tlsConfiguration = tls
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(simulator, Wire(client: client, base: simulator.baseURL)))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        try await simulator.stop()
        try result.get()
    }
}
