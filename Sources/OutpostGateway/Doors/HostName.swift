import NIOCore

/// The host in a `Host` or `Origin` header, without its port.
struct HostName: Hashable {
    /// In small letters, without brackets and without the dot that a full name may end with.
    let text: String

    /// A host alone, without a port.
    init(_ host: String) {
        var text = host.lowercased()
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        if text.hasSuffix(".") { text.removeLast() }
        self.text = text
    }

    /// `host`, `host:port` or `[address]:port`; nil for anything else.
    init?(authority: String) {
        var host = authority[...]
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            let port = authority[authority.index(after: colon)...]
            guard port.count <= 5, port.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                return nil
            }
            host = authority[..<colon]
        }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        guard !host.isEmpty, isBracketed || !host.contains(where: { "@/\\: []".contains($0) })
        else { return nil }
        self.init(String(host))
    }

    /// Whether it always means this machine, whatever any name server says.
    var isLoopback: Bool {
        if text == "localhost" { return true }
        switch address {
        case .v4: return text.hasPrefix("127.")
        case .v6: return text == "::1"
        default: return false
        }
    }

    /// Whether it is an address. No name server has a say in what an address means.
    var isAddress: Bool { address != nil }

    private var address: SocketAddress? { try? SocketAddress(ipAddress: text, port: 0) }
}
