import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OutpostModel
import Synchronization

// Requests of other programs, as they are: with our key in place of theirs, and without what
// concerns the connection alone.
extension Wire {
    /// Sends the request and returns as soon as the answer's head is there; its body comes when it is
    /// read.
    func answer(passing passed: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
        let left = Left()
        let request = request(passing: passed, left)
        do {
            let time = { @Sendable [limits] in limits.time(after: left.bytes) }
            let response = try await bounded(byGrowing: time) { [client] in
                try await client.execute(request, deadline: .distantFuture)
            }
            return PassedAnswer(response)
        } catch {
            throw await failure(error, hasBody: true)
        }
    }

    private func request(passing passed: PassedRequest, _ left: Left) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: endpoint.text + passed.target)
        request.method = HTTPMethod(rawValue: passed.method)
        let fields = EndToEndFields(passed.fields).withoutCredentials
        request.headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
        request.headers.add(name: "authorization", value: key.authorization)
        request.headers.add(name: "via", value: "1.1 outpost")
        // A part is a part of what is sent, which compressed would be something else; and so would the
        // length be that HEAD asks for.
        let isPlain = request.headers.contains(name: "range") || request.method == .HEAD
        request.headers.add(name: "accept-encoding", value: isPlain ? "identity" : "gzip")
        if let body = passed.body {
            request.body = .stream(
                Pieces(stream: body, left: left),
                length: passed.length.map { .known(Int64($0)) } ?? .unknown)
        }
        relay?.readdress(&request)
        return request
    }
}

extension HelenaLimits {
    /// How long the head of an answer may take, when so much of the request's body has left: a long one
    /// over a slow line is still on its way.
    fileprivate func time(after bytes: Int) -> Duration {
        answerTimeout + .seconds(Double(bytes) / Double(max(1, leastPace)))
    }
}

/// How much of a request's body the HTTP library has taken.
private final class Left: Sendable {
    private let count = Atomic(0)

    var bytes: Int { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}

/// The stream as the HTTP library takes it: the next piece when the one before is on its way.
private struct Pieces: AsyncSequence, Sendable {
    let stream: ByteStream
    let left: Left

    func makeAsyncIterator() -> Iterator {
        Iterator(bytes: stream.makeAsyncIterator(), left: left)
    }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteStream.Iterator
        let left: Left

        mutating func next() async throws -> ByteBuffer? {
            guard let piece = try await bytes.next() else { return nil }
            left.add(piece.count)
            return ByteBuffer(bytes: piece)
        }
    }
}

extension PassedAnswer {
    fileprivate init(_ response: HTTPClientResponse) {
        let headers = response.headers
        let isDecoded = headers.contains(name: "content-encoding")
        let fields = EndToEndFields(headers.map { HeaderField($0.name, $0.value) })
            .asAnswered(isDecoded: isDecoded)
        let wait = RetryAfter(
            headers.first(name: "retry-after"), date: headers.first(name: "date"), now: Date())
        self.init(
            status: Int(response.status.code),
            fields: fields + [HeaderField("via", "1.1 outpost")],
            body: ByteStream(response.body) { Array($0.readableBytesView) },
            length: isDecoded ? nil : headers.first(name: "content-length").flatMap { Int($0) },
            pause: response.status == .tooManyRequests ? wait?.pause : nil)
    }
}
