import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import OutpostSync
import ServiceLifecycle

/// The local HTTP API: on a unix socket in the data directory, for the commands on this machine, and
/// on TCP for every other program.
///
/// Who may use the socket is decided by the directory's mode. The lock on the directory is held
/// before it starts: the socket of an agent that died is taken over without asking.
package struct Gateway: Service {
    private let socketPath: String
    private let isShared: Bool
    private let tcp: TCPDoor?
    private let facilities: Facilities
    private let limits: GatewayLimits
    private let opened: Bell?
    private let logger: Logger

    /// - Parameters:
    ///   - isShared: whether the socket's group may use it, which its directory lets in.
    ///   - tcp: nil: the socket only.
    ///   - opened: rung when every door is open.
    package init(
        socketPath: String, isShared: Bool = false, tcp: TCPDoor?, facilities: Facilities,
        limits: GatewayLimits = GatewayLimits(), opened: Bell? = nil
    ) {
        self.limits = limits
        self.opened = opened
        self.socketPath = socketPath
        self.isShared = isShared
        self.tcp = tcp
        self.facilities = facilities
        var quiet = facilities.logger
        quiet.logLevel = max(.error, quiet.logLevel)
        logger = quiet
    }

    /// - Throws: ``GatewayFailure`` if it cannot listen on TCP.
    package func run() async throws {
        let router = GatewayRouter(facilities, limits: limits)
        let opening = Opening(doors: tcp == nil ? 1 : 2, opened)
        let socket = application(
            router.router(door: nil), .unixDomainSocket(path: socketPath)
        ) { [socketPath, isShared] in
            if isShared { chmod(socketPath, 0o660) }
            opening.doorIsOpen()
        }
        let port = tcp.map { tcp in
            (
                tcp.address,
                application(
                    router.router(door: tcp),
                    .hostname(tcp.address.host, port: tcp.address.port)
                ) { opening.doorIsOpen() }
            )
        }
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await cancelWhenGracefulShutdown { await router.changes.run() } }
            group.addTask { try await socket.run() }
            guard let (address, application) = port else { return }
            group.addTask {
                do { try await application.run() } catch {
                    throw GatewayFailure(error, address)
                }
            }
        }
    }

    private func application(
        _ router: Router<GatewayContext>, _ address: BindAddress,
        isOpen: @escaping @Sendable () -> Void
    ) -> Application<RouterResponder<GatewayContext>> {
        Application(
            router: router, server: .http1(configuration: connections),
            configuration: .init(
                address: address,
                availableConnectionsDelegate: .maximum(limits.mostConnections, logger: logger)),
            onServerRunning: { _ in isOpen() }, logger: logger)
    }

    private var connections: HTTP1Channel.Configuration {
        let sendingTime = TimeAmount(limits.sendingTime)
        let readingTime = TimeAmount(limits.readingTime)
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                Patience(sendingTime: sendingTime, readingTime: readingTime)
            ],
            idleTimeout: TimeAmount(limits.idleTime),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: GatewayLimits.longestHeader,
                maxHeaderListSize: GatewayLimits.largestHead,
                maxHeaderFieldCount: GatewayLimits.mostHeaders))
    }
}
