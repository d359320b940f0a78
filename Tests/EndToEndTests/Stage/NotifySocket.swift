import Foundation
import Glibc

/// What systemd listens on: a datagram socket, under a path or an abstract name.
final class NotifySocket: Sendable {
    /// As NOTIFY_SOCKET says it.
    let name: String
    private let descriptor: Int32
    private let heard = Shared<[String]>([])

    init(_ name: String) throws {
        self.name = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: name.utf8)
            if name.hasPrefix("@") { path[0] = 0 }
        }
        let length = MemoryLayout<sa_family_t>.size + name.utf8.count
        let bound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(length))
            }
        }
        guard bound == 0 else { throw NeverHappened(what: "\(name) is bound") }
    }

    deinit { close(descriptor) }

    /// All lines until now, in their order.
    var lines: [String] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { break }
            let text = String(decoding: bytes.prefix(count), as: UTF8.self)
            heard.change { $0 += text.split(separator: "\n").map(String.init) }
        }
        return heard.value
    }

    func count(_ line: String) -> Int { lines.filter { $0 == line }.count }

    /// What was said last of how things stand.
    var status: String? { lines.last { $0.hasPrefix("STATUS=") } }
}
