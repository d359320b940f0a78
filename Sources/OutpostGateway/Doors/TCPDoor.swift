import NIOCore
import NIOPosix

/// The door to the local API on TCP, and who may come in there.
package struct TCPDoor: Sendable {
    package let address: GatewayAddress
    /// Whom it turned away.
    package let strangers = Strangers()
    let admission: Admission

    package init(_ address: GatewayAddress, token: AccessToken) {
        self.address = address
        admission = Admission(address, token: token)
    }

    /// Opens the port and closes it again: so that an agent that could not listen ends before it has
    /// begun anything.
    package func check() async throws(GatewayFailure) {
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: address.host, port: address.port).get()
            try await channel.close().get()
        } catch {
            throw GatewayFailure(error, address)
        }
    }

    /// Whether another program has the port, for who only looks: nothing is bound, not even for a moment.
    package static func isTaken(_ address: GatewayAddress) async -> Bool {
        let host = ["0.0.0.0", "::"].contains(address.host) ? "localhost" : address.host
        let connection = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.milliseconds(500)).connect(host: host, port: address.port).get()
        try? await connection?.close().get()
        return connection != nil
    }
}
