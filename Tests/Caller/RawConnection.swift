import NIOCore
import NIOPosix

/// A connection to the local API on which a test writes and reads what it likes.
package struct RawConnection: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    package static func open(port: Int, host: String = "127.0.0.1") async throws -> RawConnection {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(10))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return RawConnection(channel: channel)
    }

    /// Lends the connection's two ends, and closes it.
    package func use<Value: Sendable>(
        _ body: (inout Reader, Writer) async throws -> Value
    ) async throws -> Value {
        try await channel.executeThenClose { inbound, outbound in
            var reader = Reader(iterator: inbound.makeAsyncIterator())
            return try await body(&reader, Writer(outbound: outbound))
        }
    }

    package struct Writer {
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        package func send(_ text: String) async throws {
            try await outbound.write(ByteBuffer(string: text))
        }
    }

    package struct Reader {
        fileprivate var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

        /// What comes until the other side closes the connection, however it does.
        package mutating func toTheEnd() async -> String {
            var text = ""
            while let part = try? await iterator.next() { text += String(buffer: part) }
            return text
        }

        /// What comes until the text is in it, or the other side closes the connection.
        package mutating func until(_ wanted: String) async throws -> String {
            var text = ""
            while !text.contains(wanted), let part = try await iterator.next() {
                text += String(buffer: part)
            }
            return text
        }
    }
}
