import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import OutpostModel

/// The way to the API: connections, limits, and nothing of what is said over them.
///
/// HTTP/1.1 only: over a poor line, several connections lose less to one stall than one
/// connection that everything shares, and their failures can be told apart.
final class Wire: Sendable {
    let client: HTTPClient
    let endpoint: HelenaEndpoint
    let relay: Relay?
    let key: APIKey
    let limits: HelenaLimits
    private let proxy: HelenaProxy?

    init(
        to endpoint: HelenaEndpoint, key: APIKey, proxy: HelenaProxy?, limits: HelenaLimits,
        extraCertificates: [String]
    ) throws(HelenaSettingError) {
        self.endpoint = endpoint
        self.key = key
        self.proxy = proxy
        try proxy.map(endpoint.check)
        relay = Relay(proxy, to: endpoint)
        self.limits = limits
        // NIO's own event loops on every system: Network.framework has other errors.
        client = HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            configuration: try .line(
                limits, proxy: proxy, relay: relay, extraCertificates: extraCertificates))
    }

    /// Sends the call once and returns the whole answer, or says why none came.
    func answer(to call: Call) async throws(RemoteFailure) -> Answer {
        let body = call.body.map { WatchedBody((try? JSONText.encode($0)) ?? "{}") }
        let request = request(for: call, body: body)
        do {
            return try await bounded(by: limits.answerTimeout) { [client, limits, relay] in
                // No logger: the library writes received bytes, so customers' text, into it.
                let response = try await client.execute(request, deadline: .distantFuture)
                let buffer = try await response.body.collect(upTo: limits.largestBody)
                // A cancelled body may end early without an error.
                try Task.checkCancellation()
                return Answer(response, body: buffer, relay: relay?.proxy.label)
            }
        } catch {
            throw await failure(error, hasBody: body?.wasTaken ?? true)
        }
    }

    /// - Parameter hasBody: whether the server may have the whole request.
    func failure(_ error: any Error, hasBody: Bool) async -> RemoteFailure {
        let failure = await explained(
            LineFailure(Task.isCancelled ? CancellationError() : error))
        return RemoteFailure(
            .offline(failure.cause), mayHaveBeenApplied: failure.mayHaveArrived && hasBody,
            neverArrived: !failure.mayHaveArrived,
            reason: failure.sentence(host: endpoint.label, proxy: proxy, limits: limits))
    }

    /// The failure, and where a certificate was not accepted, why.
    ///
    /// Whoever reads "not valid yet" looks at the computer's clock, and not for a missing authority.
    private func explained(_ failure: LineFailure) async -> LineFailure {
        guard failure.detail == .certificate else { return failure }
        let look = CertificateLook(endpoint: endpoint, proxy: proxy, limit: limits.connectTimeout)
        return failure.explained(by: await look.period(), now: Date())
    }

    /// Ends every connection; a second time, nothing.
    ///
    /// The library waits for attempts to connect to end by themselves, and cannot be hurried: with
    /// the line down, a service that was told to stop would stop ten seconds later. So it finishes
    /// behind our back.
    func shutdown() async throws {
        let (end, ended) = AsyncThrowingStream.makeStream(of: Never.self)
        client.shutdown { ended.finish(throwing: $0) }
        do {
            try await bounded(by: limits.shutdownTimeout) { for try await _ in end {} }
        } catch is Overdue {
        } catch let error as HTTPClientError where error == .alreadyShutdown {}
    }

    private func request(for call: Call, body: WatchedBody?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: endpoint.url(call.route, query: call.query))
        request.method = call.method
        request.headers = [
            "accept": "application/json",
            "accept-encoding": "gzip",
            "authorization": key.authorization,
            "user-agent": "outpost/\(Version.current)",
        ]
        if let known = call.known {
            request.headers.add(name: "if-none-match", value: known.text)
        }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .stream(body, length: .known(Int64(body.length)))
        }
        relay?.readdress(&request)
        return request
    }
}

extension Answer {
    fileprivate init(_ response: HTTPClientResponse, body: ByteBuffer, relay: String?) {
        self.init(
            status: Int(response.status.code),
            retryAfter: response.headers.first(name: "retry-after"),
            date: response.headers.first(name: "date"),
            body: Data(body.readableBytesView),
            tag: EntityTag(response.headers.first(name: "etag")), relay: relay)
    }
}
