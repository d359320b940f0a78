/// Where the local API listens on TCP, and by what names programs may call it.
package struct GatewayAddress: Hashable, Sendable {
    /// An address of this machine, or its name.
    package var host: String
    /// 1 to 65535.
    package var port: Int
    /// Names, besides localhost, that programs may use for it.
    package var names: [String]

    package static let usualPort = 7373

    package init(host: String = "127.0.0.1", port: Int = usualPort, names: [String] = []) {
        self.host = host
        self.port = port
        self.names = names
    }

    /// Whether only programs on this machine can reach it.
    package var isLoopback: Bool { HostName(host).isLoopback }
}
