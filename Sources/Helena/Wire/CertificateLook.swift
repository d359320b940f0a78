import Foundation
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A second look at a certificate that was not accepted, to tell a person why.
///
/// The TLS library says that it did not accept it, and keeps the reason to itself. So we let the
/// host show it again, read its dates, and refuse it whatever they are: the handshake of a look
/// never succeeds, and there is nothing in it that could speak HTTP to the host.
struct CertificateLook {
    let endpoint: HelenaEndpoint
    let proxy: HelenaProxy?
    /// How long the look may take, whole.
    let limit: Duration

    /// When the certificate shown is valid; nil if none was shown in time.
    func period() async -> CertificatePeriod? {
        let (periods, shown) = AsyncStream.makeStream(of: CertificatePeriod.self)
        let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(limit))
            .channelInitializer { channel in
                channel.closeFuture.whenComplete { _ in shown.finish() }
                return channel.eventLoop.makeCompletedFuture {
                    try prepare(channel.pipeline.syncOperations, shown)
                }
            }
            .connect(host: proxy?.host ?? endpoint.host, port: proxy?.port ?? endpoint.port)
        connecting.whenFailure { _ in shown.finish() }
        let period = try? await bounded(by: limit) { await periods.first { _ in true } }
        connecting.whenSuccess { $0.close(promise: nil) }
        return period ?? nil
    }

    private func prepare(
        _ pipeline: ChannelPipeline.SynchronousOperations,
        _ shown: AsyncStream<CertificatePeriod>.Continuation
    ) throws {
        guard let proxy else { return try addTLS(to: pipeline, shown) }
        let tunnel = pipeline.eventLoop.makePromise(of: Void.self)
        let encoder = HTTPRequestEncoder()
        let decoder = ByteToMessageHandler(
            HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
        let connect = NIOHTTP1ProxyConnectHandler(
            targetHost: endpoint.host, targetPort: endpoint.port,
            headers: headers(for: proxy), deadline: .now() + TimeAmount(limit), promise: tunnel)
        try pipeline.addHandlers([encoder, decoder, connect])
        tunnel.futureResult.assumeIsolated()
            .flatMap { pipeline.removeHandler(decoder) }
            .flatMap { pipeline.removeHandler(encoder) }
            .whenSuccess { try? addTLS(to: pipeline, shown) }
    }

    private func headers(for proxy: HelenaProxy) -> HTTPHeaders {
        var headers: HTTPHeaders = ["host": "\(endpoint.host):\(endpoint.port)"]
        if let authorization = proxy.authorization {
            headers.add(name: "proxy-authorization", value: authorization)
        }
        return headers
    }

    private func addTLS(
        to pipeline: ChannelPipeline.SynchronousOperations,
        _ shown: AsyncStream<CertificatePeriod>.Continuation
    ) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // Nobody is trusted, so the system's authorities need not be read.
        configuration.trustRoots = .certificates([])
        let handler = try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration),
            serverHostname: endpoint.isAddress ? nil : endpoint.host,
            customVerificationCallback: { certificates, verdict in
                if let own = certificates.first { shown.yield(CertificatePeriod(own)) }
                verdict.succeed(.failed)
            })
        try pipeline.addHandler(handler)
    }
}

extension CertificatePeriod {
    fileprivate init(_ certificate: NIOSSLCertificate) {
        start = Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore))
        end = Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter))
    }
}
