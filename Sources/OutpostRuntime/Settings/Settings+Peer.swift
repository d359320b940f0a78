import Helena

extension Settings {
    /// Whether what we connect to, the API or a proxy on the way to it, is on this computer.
    var peerIsLocal: Bool {
        guard let endpoint else { return false }
        let proxy = proxy ?? (try? HelenaProxy.fromEnvironment(environment, for: endpoint))
        let host = proxy?.host ?? endpoint.host
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
