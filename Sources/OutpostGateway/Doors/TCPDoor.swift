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
    package func check() async throws(GatewayFailure) { try await Self.check(address) }

    /// The same for who has no token, and wants to know why no agent could start.
    package static func check(_ address: GatewayAddress) async throws(GatewayFailure) {
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: address.host, port: address.port).get()
            try await channel.close().get()
        } catch {
            throw GatewayFailure(error, address)
        }
    }
}
