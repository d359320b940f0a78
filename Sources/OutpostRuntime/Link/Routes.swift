import Foundation

/// The ways out of this computer, read from the kernel's tables.
///
/// What leads nowhere is left out: loopback, a computer's own addresses, link-local networks (an
/// interface has those before it has an address), what is rejected or dropped, and interfaces whose
/// cable is out: their routes stay in the table.
struct Routes: Hashable, Sendable {
    struct Route: Hashable, Sendable {
        let interface: String
        /// As the table writes them: to be compared, not to be read.
        let destination: String
        let gateway: String
    }

    let ways: Set<Route>

    /// - Parameters:
    ///   - ipv4: `/proc/net/route`.
    ///   - ipv6: `/proc/net/ipv6_route`; nil where IPv6 is switched off.
    ///   - hasCarrier: whether an interface has its cable, or its wireless network.
    init(ipv4: String, ipv6: String?, hasCarrier: (String) -> Bool) {
        let found =
            ipv4.split(separator: "\n").dropFirst().compactMap(Self.ipv4)
            + (ipv6 ?? "").split(separator: "\n").compactMap(Self.ipv6)
        ways = Set(found.filter { hasCarrier($0.interface) })
    }

    /// Throws where the system does not show its tables.
    static func system() throws -> Routes {
        let ipv4 = try text("/proc/net/route")
        return Routes(ipv4: ipv4, ipv6: try? text("/proc/net/ipv6_route")) { interface in
            // Where nothing is said of a carrier there is none to lose.
            (try? text("/sys/class/net/\(interface)/carrier"))?.hasPrefix("0") != true
        }
    }

    /// RTF_UP and RTF_REJECT of the kernel; and RTF_LOCAL, an address of our own.
    private static let up: UInt32 = 0x1
    private static let refused: UInt32 = 0x200 | 0x8000_0000

    /// Interface, destination, gateway, flags, …; addresses in the machine's byte order.
    private static func ipv4(_ line: Substring) -> Route? {
        let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
        // 169.254.0.0/16 is what a computer gives itself where nobody gives it an address.
        guard fields.count > 3, isWay(flags: fields[3], fields[0]), !fields[1].hasSuffix("FEA9")
        else { return nil }
        return Route(interface: fields[0], destination: fields[1], gateway: fields[2])
    }

    /// Destination, its length, source, its length, gateway, metric, references, use, flags,
    /// interface.
    private static func ipv6(_ line: Substring) -> Route? {
        let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count > 9, isWay(flags: fields[8], fields[9]), !fields[0].hasPrefix("fe80"),
            !fields[0].hasPrefix("ff")
        else { return nil }
        return Route(
            interface: fields[9], destination: fields[0] + "/" + fields[1], gateway: fields[4])
    }

    private static func isWay(flags: String, _ interface: String) -> Bool {
        // A star stands for no interface: what goes there is dropped.
        guard let flags = UInt32(flags, radix: 16), interface != "lo", interface != "*" else {
            return false
        }
        return flags & up != 0 && flags & refused == 0
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }
}
