extension HelenaProxy {
    /// The proxy that the usual environment variables name for `endpoint`, or nil for none.
    ///
    /// `https_proxy` or `HTTPS_PROXY` for https; only `http_proxy` for http, because a web server
    /// hands a client's `Proxy:` header to its programs as `HTTP_PROXY` ("httpoxy"); then
    /// `all_proxy` or `ALL_PROXY`. Lower case goes first, as with curl. Not for loopback, and not
    /// for what `no_proxy` or `NO_PROXY` lists. An empty variable is one that is not set.
    package static func fromEnvironment(
        _ environment: [String: String], for endpoint: HelenaEndpoint
    ) throws(HelenaSettingError) -> HelenaProxy? {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let own = endpoint.isEncrypted ? first("https_proxy", "HTTPS_PROXY") : first("http_proxy")
        guard let url = own ?? first("all_proxy", "ALL_PROXY") else { return nil }
        let exceptions = ProxyExceptions(first("no_proxy", "NO_PROXY") ?? "")
        guard !exceptions.contains(host: endpoint.host, port: endpoint.port) else { return nil }
        return try HelenaProxy(url: url)
    }
}
