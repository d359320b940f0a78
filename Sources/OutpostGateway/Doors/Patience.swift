import NIOCore
import NIOHTTPTypes

/// Ends connections whose other side takes too long to send the rest of a request, or to take
/// anything of an answer. Without it, a few programs that hang would hold every connection.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let sendingTime: TimeAmount
    private let readingTime: TimeAmount
    private var sending: Scheduled<Void>?
    private var reading: Scheduled<Void>?

    init(sendingTime: TimeAmount, readingTime: TimeAmount) {
        self.sendingTime = sendingTime
        self.readingTime = readingTime
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: sending = ending(context, in: sendingTime)
        case .body: break
        case .end: sending = stopped(sending)
        }
        context.fireChannelRead(data)
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
