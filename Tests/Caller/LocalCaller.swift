import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A well-behaved program that calls the local API.
package struct LocalCaller: Sendable {
    /// `http://127.0.0.1:7373`, or a socket's path.
    private let base: String?
    private let socketPath: String
    package var token: String?

    /// One for all callers of the process, with as many connections as they like.
    private static let client = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 512
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Through TCP.
    package init(port: Int, host: String = "127.0.0.1", token: String?) {
        base = "http://\(host):\(port)"
        socketPath = ""
        self.token = token
    }

    /// Through the socket.
    package init(socketPath: String) {
        base = nil
        self.socketPath = socketPath
    }

    package func get(
        _ path: String, headers: [String: String] = [:]
    ) async throws -> LocalAnswer {
        try await call("GET", path, headers: headers)
    }

    package func post(
        _ path: String, _ body: String = "", headers: [String: String] = [:]
    ) async throws -> LocalAnswer {
        try await call("POST", path, headers: headers, body: body)
    }

    package func call(
        _ method: String, _ path: String, headers: [String: String] = [:], body: String? = nil
    ) async throws -> LocalAnswer {
        let response = try await Self.client.execute(
            try request(method, path, headers, body), timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 1 << 24)
        var found: [String: String] = [:]
        for header in response.headers { found[header.name.lowercased()] = header.value }
        return LocalAnswer(
            status: Int(response.status.code), headers: found, body: String(buffer: bytes))
    }

    /// The status of an answer as soon as its head is there; the body is let go.
    package func head(of path: String) async throws -> Int {
        let response = try await Self.client.execute(
            try request("GET", path, [:], nil), timeout: .seconds(20))
        return Int(response.status.code)
    }

    /// Reads server-sent events until `body`, which is told of each message, says that it is enough.
    ///
    /// - Parameter isEnough: gets the lines of one message.
    /// - Returns: whether the server ended the stream before that.
    @discardableResult
    package func readEvents(
        _ path: String = "/outpost/v1/events", headers: [String: String] = [:],
        until isEnough: ([String]) async throws -> Bool
    ) async throws -> Bool {
        var headers = headers
        headers["Accept"] = "text/event-stream"
        let response = try await Self.client.execute(
            try request("GET", path, headers, nil), timeout: .seconds(60))
        guard response.status == .ok else { throw Refused(status: Int(response.status.code)) }
        var pending = ""
        for try await part in response.body {
            pending += String(buffer: part)
            while let end = pending.firstRange(of: "\n\n") {
                let message = pending[..<end.lowerBound].split(separator: "\n").map { String($0) }
                pending = String(pending[end.upperBound...])
                if try await isEnough(message) { return false }
            }
        }
        return true
    }

    private func request(
        _ method: String, _ path: String, _ headers: [String: String], _ body: String?
    ) throws -> HTTPClientRequest {
        let url = base.map { $0 + path } ?? "http+unix://\(socketPath.escapedForURL)\(path)"
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        return request
    }
}

/// The stream of events was refused.
package struct Refused: Error {
    package let status: Int
}

extension String {
    fileprivate var escapedForURL: String { replacing("/", with: "%2F") }
}
