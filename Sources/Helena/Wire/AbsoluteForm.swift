import NIOCore
import NIOHTTP1

/// Asks a proxy for `http://host/path` where a server would be asked for `/path`.
///
/// This is how plain HTTP goes through a proxy. The HTTP library would open a tunnel for it too,
/// and proxies as they are delivered allow tunnels to the port of TLS alone.
final class AbsoluteForm: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    /// Such as `http://host:8080`: what stands before every path.
    private let origin: String

    private init(origin: String) {
        self.origin = origin
    }

    /// Puts it between the library, which knows requests, and the encoder, which knows bytes.
    static func use(_ origin: String, on channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
            try pipeline.addHandler(AbsoluteForm(origin: origin), position: .after(encoder))
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var part = unwrapOutboundIn(data)
        if case .head(var head) = part {
            head.uri = origin + head.uri
            part = .head(head)
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
