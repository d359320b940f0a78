import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Ends connections whose other side takes too long to send the rest of a request, or to take
/// anything of an answer, or sends more of a head than is read. Without it, a few programs that hang
/// would hold every connection.
///
/// What has arrived of a body is worth time: how fast a long one comes is not the sender's choice, for
/// we read no faster than the API takes it from us. Who drips gains nothing by that.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let sendingTime: TimeAmount
    private let readingTime: TimeAmount
    private var received = 0
    /// Requests whose heads have come, and whose answers have not gone.
    private var unanswered = 0
    private var sending: Scheduled<Void>?
    private var reading: Scheduled<Void>?

    init(sendingTime: TimeAmount, readingTime: TimeAmount) {
        self.sendingTime = sendingTime
        self.readingTime = readingTime
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            received = 0
            watchSender(context, since: context.eventLoop.now)
        case .body(let bytes): received += bytes.readableBytes
        case .end: sending = stopped(sending)
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    /// Too large a head is told apart from what is no HTTP: whoever sends it can mend it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case HTTPParserError.headerOverflow = error, unanswered == 0 else {
            context.fireErrorCaught(error)
            return
        }
        let head = HTTPResponse(
            status: .requestHeaderFieldsTooLarge,
            headerFields: [.connection: "close", .contentLength: "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        // Not both ways: while the rest is coming in, the answer would be lost with the connection.
        context.close(mode: .output, promise: nil)
        sending = ending(context, in: sendingTime)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        reading = stopped(reading)
        if !context.channel.isWritable { reading = ending(context, in: readingTime) }
        context.fireChannelWritabilityChanged()
    }

    /// When the agent is to end, nobody waits for the rest of a request.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, sending != nil { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func watchSender(_ context: ChannelHandlerContext, since start: NIODeadline) {
        let earned = TimeAmount.seconds(Int64(received / GatewayLimits.leastPace))
        let deadline = start + sendingTime + earned
        guard deadline > context.eventLoop.now else { return context.close(promise: nil) }
        sending = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.watchSender(context, since: start)
        }
    }

    private func ending(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func stopped(_ task: Scheduled<Void>?) -> Scheduled<Void>? {
        task?.cancel()
        return nil
    }

    private func stop() {
        sending = stopped(sending)
        reading = stopped(reading)
    }
}
