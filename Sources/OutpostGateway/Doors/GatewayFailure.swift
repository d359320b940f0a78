import Glibc
import NIOCore

/// Why the local API cannot listen. A person has to change a setting.
package enum GatewayFailure: Error, Hashable, Sendable {
    /// Another program has the port.
    case portTaken(GatewayAddress)
    /// The host is no address of this machine.
    case notOurAddress(GatewayAddress)
    case other(GatewayAddress, detail: String)
}

extension GatewayFailure: CustomStringConvertible {
    /// What happened.
    package var description: String {
        switch self {
        case .portTaken(let address):
            "another program listens on port \(address.port) of \(address.host)"
        case .notOurAddress(let address):
            "\(address.host) is no address of this computer"
        case .other(let address, let detail):
            "the local API cannot listen on port \(address.port) of \(address.host): \(detail)"
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .portTaken:
            "end that program, or choose another port with gateway.port (0: no port, the socket only)"
        case .notOurAddress: "correct gateway.host; 127.0.0.1 is usual"
        case .other: "choose another port with gateway.port (0: no port, the socket only)"
        }
    }
}

extension GatewayFailure {
    init(_ error: any Error, _ address: GatewayAddress) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portTaken(address)
        case EADDRNOTAVAIL: self = .notOurAddress(address)
        case let code?: self = .other(address, detail: String(cString: strerror(code)))
        case nil where error is SocketAddressError.UnknownHost: self = .notOurAddress(address)
        case nil: self = .other(address, detail: "\(error)")
        }
    }
}
