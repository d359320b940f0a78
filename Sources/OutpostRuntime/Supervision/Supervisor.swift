import Glibc

/// Who started us and wants to hear how we are: systemd, or another that speaks as sd_notify(3) says,
/// datagrams to the socket that NOTIFY_SOCKET names.
struct Supervisor: Sendable {
    private let address: [UInt8]
    private let isAbstract: Bool
    /// How long it waits for a sign of life before it ends us; nil: it does not.
    let patience: Duration?

    /// Nil where nobody wants to hear anything, or the name is none that we can reach.
    init?(_ environment: [String: String]) {
        guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"),
            name.utf8.count <= Self.longestName
        else { return nil }
        isAbstract = name.hasPrefix("@")
        address = Array(name.utf8)
        patience = Self.patience(environment)
    }

    /// Tells it, once, without waiting and without asking whether it heard: it is nobody's fault here
    /// if it does not. One assignment each, such as `READY=1`.
    func tell(_ assignments: String...) {
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let message = Array(
            assignments.map { $0.replacing("\n", with: " ") }.joined(separator: "\n").utf8)
        withAddress { address, length in
            _ = sendto(
                descriptor, message, message.count, Int32(MSG_NOSIGNAL), address, length)
        }
    }

    /// What sockaddr_un has room for, less the byte that ends a path.
    private static let longestName = 107

    /// WATCHDOG_USEC counts only for the process that WATCHDOG_PID names: children inherit both.
    private static func patience(_ environment: [String: String]) -> Duration? {
        guard let span = environment["WATCHDOG_USEC"].flatMap({ Int64($0) }), span > 0 else {
            return nil
        }
        let pid = environment["WATCHDOG_PID"]
        return pid == nil || pid == String(getpid()) ? .microseconds(span) : nil
    }

    private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
        var full = sockaddr_un()
        full.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &full.sun_path) { path in
            path.copyBytes(from: address)
            // An abstract name begins with a zero, and ends where the address does.
            if isAbstract { path[0] = 0 }
        }
        let used = MemoryLayout<sa_family_t>.size + address.count + (isAbstract ? 0 : 1)
        withUnsafePointer(to: &full) { full in
            full.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(used)) }
        }
    }
}
