import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOSSL

extension HTTPClient.Configuration {
    /// The HTTP library's settings.
    ///
    /// Certificates are read here, so that a wrong path is told at the start and not as a
    /// mistrusted server with every request.
    static func line(
        _ limits: HelenaLimits, proxy: HelenaProxy?, relay: Relay?, extraCertificates: [String]
    ) throws(HelenaSettingError) -> Self {
        var configuration = Self()
        configuration.httpVersion = .http1Only
        // A redirect is a login page's doing, and would carry a transfer to who knows where.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = TimeAmount(limits.connectTimeout)
        // For bodies that are read as they come: nobody else watches those.
        configuration.timeout.read = TimeAmount(limits.answerTimeout)
        configuration.connectionPool.idleTimeout = TimeAmount(limits.idleConnection)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            limits.concurrentConnections
        // The library would try until its time is up. When to try again is decided elsewhere.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .size(limits.largestBody))
        if let relay {
            configuration.http1_1ConnectionDebugInitializer = { [origin = relay.origin] in
                AbsoluteForm.use(origin, on: $0)
            }
        } else if let proxy {
            configuration.proxy = .server(
                host: proxy.host, port: proxy.port, authorization: proxy.credentials)
        }
        if !extraCertificates.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            for path in extraCertificates {
                guard let roots = try? NIOSSLCertificate.fromPEMFile(path), !roots.isEmpty else {
                    throw .certificates(path: path)
                }
                tls.additionalTrustRoots.append(.certificates(roots))
            }
            configuration.tlsConfiguration = tls
        }
        return configuration
    }
}
