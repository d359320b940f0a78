import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import OutpostGateway

/// How long a sender may take, in a time that a test makes pass.
@Suite("patience with who sends a body")
struct PatienceTests {
    private func begin() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(
            handler: Patience(sendingTime: .seconds(30), readingTime: .seconds(30)))
        channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
        let head = HTTPRequest(method: .put, scheme: "http", authority: "localhost", path: "/")
        try channel.writeInbound(HTTPRequestPart.head(head))
        return channel
    }

    /// Lets so many bytes come every second.
    private func send(_ channel: EmbeddedChannel, _ count: Int, seconds: Int) throws {
        for _ in 0..<seconds where channel.isActive {
            let bytes = ByteBuffer(repeating: 0x20, count: count)
            try channel.writeInbound(HTTPRequestPart.body(bytes))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
    }

    @Test("a long body over a slow line comes to its end, and a sender that stops is ended")
    func slow() throws {
        let channel = try begin()
        // 32 MiB at 128 kbit/s.
        try send(channel, 16 << 10, seconds: 2_048)
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(3 * 4_096))
        #expect(!channel.isActive)
    }

    @Test("who stops early is ended in time, and so is who drips", arguments: [0, 1, 100])
    func dripping(bytes: Int) throws {
        let channel = try begin()
        try send(channel, bytes, seconds: 32)
        #expect(!channel.isActive)
    }

    @Test("a request that is there is not watched any more")
    func whole() throws {
        let channel = try begin()
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        _ = try channel.finish()
    }
}
