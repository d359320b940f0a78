import NIOCore
import NIOHTTP1

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Carries out what was decided about an answer.
extension LineHandler {
    /// How many pieces a slow body comes in.
    static let pieces = 8

    func deliver(_ delivery: Delivery, to context: ChannelHandlerContext, staysOpen: Bool) {
        switch delivery {
        case .whole(let response):
            send(response, to: context, staysOpen: staysOpen)
        case .delayed(let response, let duration):
            after(duration, context) {
                self.send(response, to: context, staysOpen: staysOpen)
            }
        case .slowly(let response, let duration):
            sendHead(response, to: context, staysOpen: staysOpen)
            drip(Array(response.body.utf8)[...], duration / Self.pieces, context, staysOpen)
        case .cutOff(let response):
            sendHead(response, to: context, staysOpen: false)
            let bytes = Array(response.body.utf8)
            sendBody(bytes.prefix(bytes.count / 2), to: context)
            context.flush()
            context.close(promise: nil)
        case .closed:
            context.close(promise: nil)
        case .reset:
            reset(context)
        case .silence:
            break
        case .lineCut:
            line.cutSoon()
        }
    }

    private func send(_ response: Response, to context: ChannelHandlerContext, staysOpen: Bool) {
        sendHead(response, to: context, staysOpen: staysOpen)
        sendBody(Array(response.body.utf8)[...], to: context)
        finish(context, staysOpen)
    }

    private func sendHead(
        _ response: Response, to context: ChannelHandlerContext, staysOpen: Bool
    ) {
        var headers = HTTPHeaders()
        headers.add(name: "Content-Type", value: response.contentType)
        headers.add(name: "Content-Length", value: "\(response.body.utf8.count)")
        if let date = response.date { headers.add(name: "Date", value: date) }
        if let retryAfter = response.retryAfter {
            headers.add(name: "Retry-After", value: retryAfter)
        }
        if !staysOpen { headers.add(name: "Connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: response.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func sendBody(_ bytes: ArraySlice<UInt8>, to context: ChannelHandlerContext) {
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }

    private func finish(_ context: ChannelHandlerContext, _ staysOpen: Bool) {
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !staysOpen {
            written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    private func drip(
        _ bytes: ArraySlice<UInt8>, _ pause: Duration, _ context: ChannelHandlerContext,
        _ staysOpen: Bool, piecesLeft: Int = pieces
    ) {
        context.flush()
        guard !bytes.isEmpty else { return finish(context, staysOpen) }
        after(pause, context) {
            guard context.channel.isActive else { return }
            let share = (bytes.count + piecesLeft - 1) / max(1, piecesLeft)
            self.sendBody(bytes.prefix(share), to: context)
            let rest = bytes.dropFirst(share)
            self.drip(rest, pause, context, staysOpen, piecesLeft: piecesLeft - 1)
        }
    }

    private func after(
        _ pause: Duration, _ context: ChannelHandlerContext, _ action: @escaping () -> Void
    ) {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(pause), action)
    }

    /// RST instead of FIN: what a dying router or a firewall sends.
    private func reset(_ context: ChannelHandlerContext) {
        guard let options = context.channel as? any SocketOptionProvider else { return }
        let done = options.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        done.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
}
