import Dispatch
import Glibc
import Synchronization
import SystemPackage

/// The kernel's word that the network changed (rtnetlink), without what: that is read afterwards.
enum NetworkChanges {
    /// One element for any number of changes that nobody has looked at yet.
    ///
    /// - Throws: why the kernel does not tell us, as in a sandbox that forbids such sockets.
    static func announced() throws(Errno) -> AsyncStream<Void> {
        let descriptor = try subscribe()
        let (changes, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "outpost.network-changes"))
        source.setEventHandler {
            drain(descriptor)
            continuation.yield()
        }
        source.setCancelHandler { close(descriptor) }
        source.resume()
        let subscription = Subscription(source)
        continuation.onTermination = { _ in subscription.cancel() }
        return changes
    }

    /// Links, and addresses and routes of IPv4 and IPv6: RTMGRP_LINK, RTMGRP_IPV4_IFADDR,
    /// RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_IFADDR, RTMGRP_IPV6_ROUTE.
    private static let groups: UInt32 = 0x1 | 0x10 | 0x40 | 0x100 | 0x400
    /// NETLINK_ROUTE, which Swift's Glibc does not have.
    private static let netlinkRoute: Int32 = 0
    /// AF_NETLINK in 16 bits and 16 bits of nothing, as they lie in memory.
    private static let family = [UInt16(AF_NETLINK), 0].withUnsafeBytes {
        $0.loadUnaligned(as: UInt32.self)
    }

    /// Keeps the source for as long as somebody listens.
    private final class Subscription: Sendable {
        private let source: Mutex<any DispatchSourceRead>

        init(_ source: sending any DispatchSourceRead) { self.source = Mutex(source) }

        func cancel() { source.withLock { $0.cancel() } }
    }

    private static func subscribe() throws(Errno) -> Int32 {
        let descriptor = socket(
            AF_NETLINK,
            Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            netlinkRoute)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        // sockaddr_nl, which it does not have either: the family in 16 bits, 16 bits of nothing,
        // our port (0: any), the groups.
        let address = [family, 0, groups]
        let bound = address.withUnsafeBytes { bytes in
            bind(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(bytes.count))
        }
        guard bound == 0 else {
            let reason = Errno(rawValue: errno)
            close(descriptor)
            throw reason
        }
        return descriptor
    }

    /// Reads until nothing is left. That the kernel had more to say than it could keep (ENOBUFS) is
    /// a change like any other.
    private static func drain(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT)) > 0
            || errno == EINTR || errno == ENOBUFS
        { errno = 0 }
    }
}
