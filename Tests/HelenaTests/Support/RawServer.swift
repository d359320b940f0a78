import HelenaSimulator
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Wayside

/// A server on loopback that does to a connection what a test says, for what goes wrong below
/// HTTP and what a well-made model of the API cannot do.
final class RawServer: Sendable {
    private let channel: any Channel
    private let log: Log

    private final class Log: Sendable {
        let requests = Mutex<[String]>([])
        let connections = Mutex(0)
    }

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Every request so far, as text.
    var requests: [String] { log.requests.withLock { $0 } }

    /// How many connections it has accepted.
    var connections: Int { log.connections.withLock { $0 } }

    /// Runs `body` with a server and stops it; with an `identity`, it speaks TLS.
    static func with<Value>(
        _ identity: SimulatorIdentity? = nil, reads: RawHandler.Reads = .wholeRequests,
        reply: @escaping @Sendable (String) -> Reply,
        _ body: (RawServer) async throws -> Value
    ) async throws -> Value {
        let tls = try identity?.context
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                log.connections.withLock { $0 += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(
                        RawHandler(reads: reads) { request in
                            log.requests.withLock { $0.append(request) }
                            return reply(request)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = RawServer(channel: channel, log: log)
        do {
            let value = try await body(server)
            try await channel.close()
            return value
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// Lends a port on which nobody listens, and nobody begins to meanwhile.
    static func withUnusedPort<Value>(_ body: (Int) async throws -> Value) async throws -> Value {
        guard let reservation = PortReservation(host: "127.0.0.1", port: 0) else {
            throw Trouble("there is no free port")
        }
        defer { withExtendedLifetime(reservation) {} }
        return try await body(reservation.port)
    }
}
