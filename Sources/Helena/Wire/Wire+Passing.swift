import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OutpostModel

// Requests of other programs, as they are: with our key in place of theirs, and without what
// concerns the connection alone.
extension Wire {
    /// Sends the request and returns as soon as the answer's head is there; its body comes when it is
    /// read.
    func answer(passing passed: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
        let request = request(passing: passed)
        do {
            let response = try await client.execute(
                request, deadline: .now() + TimeAmount(limits.answerTimeout))
            return PassedAnswer(response)
        } catch {
            throw await failure(error, hasBody: true)
        }
    }

    private func request(passing passed: PassedRequest) -> HTTPClientRequest {
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
                Pieces(stream: body), length: passed.length.map { .known(Int64($0)) } ?? .unknown)
        }
        relay?.readdress(&request)
        return request
    }
}

/// The stream as the HTTP library takes it.
private struct Pieces: AsyncSequence, Sendable {
    let stream: ByteStream

    func makeAsyncIterator() -> Iterator { Iterator(bytes: stream.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteStream.Iterator

        mutating func next() async throws -> ByteBuffer? {
            try await bytes.next().map { ByteBuffer(bytes: $0) }
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
