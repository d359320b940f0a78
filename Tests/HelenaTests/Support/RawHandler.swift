import Foundation
import NIOCore

/// Collects one request after the other and carries out the replies, byte by byte.
final class RawHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// When a request counts as read.
    enum Reads: Sendable {
        case wholeRequests, heads, anything
    }

    private let reads: Reads
    private let reply: @Sendable (String) -> Reply
    private var received = ""

    init(reads: Reads, reply: @escaping @Sendable (String) -> Reply) {
        self.reads = reads
        self.reply = reply
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard let request = wholeRequest() else { return }
        received = ""
        switch reply(request) {
        case .answer(let text): send(text, context)
        case .lastAnswer(let text):
            send(text, context)
            context.close(promise: nil)
        case .encoded(let text, let bytes):
            send(text, context)
            let data = Data(base64Encoded: bytes) ?? Data()
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: data)), promise: nil)
        case .drip(let text):
            send(text, context)
            drip(context.channel)
        case .silence: break
        case .close: context.close(promise: nil)
        case .reset:
            let socket = context.channel as? any SocketOptionProvider
            _ = socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func wholeRequest() -> String? {
        if reads == .anything { return received }
        guard let end = received.range(of: "\r\n\r\n") else { return nil }
        let length =
            received.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingPrefix(" ")) } ?? 0
        let isWhole = reads == .heads || received[end.upperBound...].utf8.count >= length
        return isWhole ? received : nil
    }

    private func send(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private func drip(_ channel: any Channel) {
        channel.eventLoop.scheduleRepeatedTask(
            initialDelay: .milliseconds(20), delay: .milliseconds(20)
        ) { task in
            guard channel.isActive else { return task.cancel() }
            channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
        }
    }
}
