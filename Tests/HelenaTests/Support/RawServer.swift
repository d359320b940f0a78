import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that does to a connection what a test says, for what goes wrong below
/// HTTP and what a well-made model of the API cannot do.
final class RawServer: Sendable {
    private let channel: any Channel
    private let log: Log

    private final class Log: Sendable {
        let requests = Mutex<[String]>([])
    }

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Every request so far, as text.
    var requests: [String] { log.requests.withLock { $0 } }

    /// Runs `body` with a server and stops it.
    static func with<Value>(
        _ certificate: TestCertificate? = nil, reads: RawHandler.Reads = .wholeRequests,
        reply: @escaping @Sendable (String) -> Reply,
        _ body: (RawServer) async throws -> Value
    ) async throws -> Value {
        let tls = try certificate.map { try context(for: $0) }
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
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

    /// A port on which nobody listens.
    static func unusedPort() async throws -> Int {
        try await with(reply: { _ in .close }, { $0.port })
    }

    private static func context(for certificate: TestCertificate) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.pem.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }
}
