import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// One address on which HTTP is answered, and the connections to it.
///
/// It can be cut and restored.
final class Line: Sendable {
    typealias Answer = @Sendable (Request, any EventLoop) -> EventLoopFuture<Delivery>

    /// `down` and `up` by turns, then `stopped` for good.
    private enum Phase { case down, up, stopped }

    private struct State {
        var phase = Phase.down
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
        var port: Int
        /// Kept while the line exists, so that the port stays ours while nothing listens on it.
        var reservation: PortReservation?
    }

    let host: String
    let answer: Answer
    private let tls: NIOSSLContext?
    private let state: Mutex<State>

    /// Port 0 means any.
    ///
    /// With `tls`, nothing is said in the clear.
    init(host: String, port: Int, tls: NIOSSLContext? = nil, answer: @escaping Answer) {
        self.host = host
        self.answer = answer
        self.tls = tls
        let reservation = PortReservation(host: host, port: port)
        state = Mutex(State(port: reservation?.port ?? port, reservation: reservation))
    }

    var url: String {
        "\(tls == nil ? "http" : "https")://\(host):\(state.withLock { $0.port })"
    }

    var isUp: Bool { state.withLock { $0.phase == .up } }

    /// Listens, at first and after a cut; on the same port each time.
    func restore() async throws {
        // Up before it listens: the first connection may come before `bind` has returned.
        let mayOpen = state.withLock { state in
            guard state.phase == .down else { return false }
            state.phase = .up
            return true
        }
        guard mayOpen else { return }
        do {
            let listener = try await listen()
            let isKept = state.withLock { state in
                guard state.phase == .up, state.listener == nil else { return false }
                state.listener = listener
                state.port = listener.localAddress?.port ?? state.port
                return true
            }
            if !isKept { try await listener.close() }
        } catch {
            cutSoon()
            throw error
        }
    }

    /// Closes the listening socket and every connection: from here on connecting is refused.
    ///
    /// Returns when it is so.
    func cut() async throws {
        try await end(with: .down).get()
    }

    /// The same, for a connection's own thread, which must not wait.
    func cutSoon() {
        _ = end(with: .down)
    }

    /// The end of the line; it gives its port back and is not restored again.
    func stop() async throws {
        try await end(with: .stopped).get()
        state.withLock { $0.reservation = nil }
    }

    private func listen() async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [self] channel in welcome(channel) }
            .bind(host: host, port: state.withLock { $0.port })
            .get()
    }

    private func end(with phase: Phase) -> EventLoopFuture<Void> {
        let channels = state.withLock { state in
            if state.phase != .stopped { state.phase = phase }
            var channels = Array(state.connections.values)
            if let listener = state.listener { channels.append(listener) }
            state.listener = nil
            state.connections = [:]
            return channels
        }
        for channel in channels { channel.close(promise: nil) }
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        return EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: loop)
    }

    private func welcome(_ channel: any Channel) -> EventLoopFuture<Void> {
        let id = ObjectIdentifier(channel)
        let isWelcome = state.withLock { state in
            // Accepted in the moment in which the line was cut, it must not survive that.
            guard state.phase == .up else { return false }
            state.connections[id] = channel
            return true
        }
        guard isWelcome else { return channel.close() }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in _ = state.connections.removeValue(forKey: id) }
        }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
            try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
            try pipeline.addHandler(LineHandler(line: self))
        }
    }
}
