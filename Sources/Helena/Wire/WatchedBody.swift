import NIOCore
import Synchronization

/// A request's body that knows whether it was handed to a connection.
///
/// The HTTP library asks for a streamed body only when it has written the head. Until then no
/// failure, however it looks, can have reached a server with the whole request; and a server
/// cannot carry out a transfer of which it has no body. This tells "certainly not sent" from
/// "may have been done" where the error alone cannot: a reset during TLS looks like any reset.
final class WatchedBody: AsyncSequence, Sendable {
    private let bytes: ByteBuffer
    private let taken = Atomic(false)

    init(_ text: String) { bytes = ByteBuffer(string: text) }

    var length: Int { bytes.readableBytes }

    var wasTaken: Bool { taken.load(ordering: .acquiring) }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        private var body: WatchedBody?

        init(body: WatchedBody) { self.body = body }

        mutating func next() async -> ByteBuffer? {
            defer { body = nil }
            body?.taken.store(true, ordering: .releasing)
            return body?.bytes
        }
    }
}
