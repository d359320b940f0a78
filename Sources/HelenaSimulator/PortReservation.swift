#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Holds a port without listening on it, so that connecting to it is refused and nobody takes it.
///
/// Without it, while the line is cut, the system may lend the port to any outgoing connection, even
/// to the very one that tries to reach it, which then talks to itself; and the line could not be
/// restored. Only Linux lets a second socket listen beside it: elsewhere there is none.
package final class PortReservation: Sendable {
    package let port: Int
    private let descriptor: CInt

    package init?(host: String, port: Int) {
        #if os(Linux)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
            guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
            #if canImport(Musl)
                let kind = SOCK_STREAM
            #else
                let kind = CInt(SOCK_STREAM.rawValue)
            #endif
            let descriptor = socket(AF_INET, kind | CInt(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { return nil }
            var yes: CInt = 1
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            setsockopt(
                descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    bind(descriptor, generic, length) == 0
                        && getsockname(descriptor, generic, &length) == 0
                }
            }
            guard isBound else {
                close(descriptor)
                return nil
            }
            self.descriptor = descriptor
            self.port = Int(UInt16(bigEndian: address.sin_port))
        #else
            return nil
        #endif
    }

    deinit {
        close(descriptor)
    }
}
