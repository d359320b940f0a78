import Hummingbird
import Logging
import ServiceLifecycle

/// The local HTTP API on a unix socket in the data directory, for the commands on this machine.
///
/// Who may use it is decided by the directory's mode. The lock on the directory is held before it
/// starts: the socket of an agent that died is taken over without asking.
package struct Gateway: Service {
    private let socketPath: String
    private let facilities: Facilities
    private let logger: Logger

    package init(socketPath: String, facilities: Facilities) {
        self.socketPath = socketPath
        self.facilities = facilities
        var quiet = facilities.logger
        quiet.logLevel = max(.warning, quiet.logLevel)
        logger = quiet
    }

    package func run() async throws {
        let application = Application(
            router: GatewayRouter(facilities).router(),
            configuration: .init(address: .unixDomainSocket(path: socketPath)),
            logger: logger)
        try await application.run()
    }
}
