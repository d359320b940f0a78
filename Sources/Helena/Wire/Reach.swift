import NIOCore
import NIOPosix

/// Whether a host can be reached: that its name resolves, and that somebody accepts a connection.
package enum Reach: Equatable, Sendable {
    case connected
    case nameUnknown
    /// In the system's words.
    case refused(String)

    private static let patience = TimeAmount.seconds(5)

    package static func to(_ host: String, _ port: Int) async -> Reach {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(patience)
        do {
            let channel = try await bootstrap.connect(host: host, port: port).get()
            try? await channel.close()
            return .connected
        } catch let error as NIOConnectionError {
            guard let first = error.connectionErrors.first else { return .nameUnknown }
            return .refused(words(first.error))
        } catch {
            return .refused(words(error))
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as IOError where error.errnoCode == 111: "the connection is refused"
        case ChannelError.connectTimeout: "nobody answers"
        case let error as IOError: "\(error)"
        default: "it cannot be connected to"
        }
    }
}
