import NIOCore

extension HelenaEndpoint {
    /// Whether the host is an address and not a name.
    var isAddress: Bool { (try? SocketAddress(ipAddress: host, port: port)) != nil }

    /// Refuses a proxy through which it could not be checked whose certificate is shown.
    ///
    /// The TLS library looks in the certificate for the name that we asked for; where that is an
    /// address, for the one that we are connected to, and that is the proxy's.
    func check(_ proxy: HelenaProxy) throws(HelenaSettingError) {
        guard isEncrypted, isAddress, proxy.host != host else { return }
        throw .proxy("cannot be used while the API's address is a number: give it a name")
    }
}
