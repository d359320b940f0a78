import NIOCore
import NIOHTTP1

/// Collects one request at a time from a connection and hands it to the line's answer.
final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// The largest body that is read.
    ///
    /// Those of the API are below a kilobyte.
    static let bodyLimit = 1 << 20

    let line: Line
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(line: Line) {
        self.line = line
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let bytes):
            guard head != nil else { return }
            guard body.count + bytes.readableBytes <= Self.bodyLimit else {
                head = nil
                refuseBody(context)
                return
            }
            body.append(contentsOf: bytes.readableBytesView)
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let request = Request(
            method: head.method.rawValue, target: head.uri,
            authorization: head.headers.first(name: "Authorization"), body: body)
        body = []
        line.answer(request, context.eventLoop).assumeIsolated().whenSuccess { delivery in
            self.deliver(delivery, to: context, staysOpen: head.isKeepAlive)
        }
    }

    private func refuseBody(_ context: ChannelHandlerContext) {
        let response = Response(status: 413, contentType: "text/plain", body: "Too large")
        deliver(.whole(response), to: context, staysOpen: false)
    }
}
