import AsyncHTTPClient
import NIOHTTP1

/// A proxy on the way to an API that is not spoken to over TLS: it reads along, passes each request
/// on, and answers itself where it cannot.
///
/// The HTTP library would open a tunnel here too. Proxies as they are delivered allow tunnels to
/// the port of TLS alone, and pass plain HTTP on.
struct Relay: Sendable {
    let proxy: HelenaProxy
    private let endpoint: HelenaEndpoint

    /// Nil where there is no proxy, or TLS keeps it from reading along.
    init?(_ proxy: HelenaProxy?, to endpoint: HelenaEndpoint) {
        guard let proxy, !endpoint.isEncrypted else { return nil }
        self.proxy = proxy
        self.endpoint = endpoint
    }

    /// What stands before every path in what the proxy is asked for.
    var origin: String { "http://\(endpoint.label)" }

    /// The request as it is handed to the proxy, ``AbsoluteForm`` aside.
    ///
    /// Each on a connection of its own: tinyproxy closes after every answer and does not say so, and
    /// a transfer sent into a closing connection is one whose fate is unknown.
    func readdress(_ request: inout HTTPClientRequest) {
        request.url = "http://\(proxy.label)" + request.url.dropFirst(origin.count)
        request.headers.add(name: "host", value: endpoint.label)
        request.headers.add(name: "connection", value: "close")
        if let authorization = proxy.authorization {
            request.headers.add(name: "proxy-authorization", value: authorization)
        }
    }
}
