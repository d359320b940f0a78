import Foundation

/// What `NO_PROXY` lists: the hosts that are reached directly.
///
/// Entries are separated by commas or spaces: `*` for everything, a host with all that is under
/// it (`example.com`, `.example.com`, `*.example.com` are the same), an IP address; each perhaps
/// with a port, and then for that port alone. Loopback is always an exception: the proxy's own
/// loopback is never what is meant.
struct ProxyExceptions: Sendable {
    private let entries: [(host: String, port: Int?)]

    init(_ list: String) {
        entries = list.lowercased().split { $0 == "," || $0.isWhitespace }.map(Self.entry)
    }

    func contains(host: String, port: Int) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "::1" || Self.isLoopbackIPv4(host) { return true }
        return entries.contains { entry in
            guard entry.port == nil || entry.port == port else { return false }
            return entry.host == "*" || host == entry.host
                || (!entry.host.isEmpty && host.hasSuffix("." + entry.host))
        }
    }

    private static func entry(_ text: Substring) -> (host: String, port: Int?) {
        var host = text
        var port: Int?
        if text.first == "[", let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            port = Int(text[text.index(after: end)...].dropFirst())
        } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
            // More than one colon is an IPv6 address that was written without brackets.
            host = text[..<colon]
            port = Int(text[text.index(after: colon)...])
        }
        if host.hasPrefix("*.") { host = host.dropFirst(2) }
        while host.first == "." { host = host.dropFirst() }
        return (String(host), port)
    }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
