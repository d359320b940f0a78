import Foundation

/// Where the API is: a scheme, a host, perhaps a port, perhaps a path that stands before every
/// route (as when another program serves the API under a path of its own).
package struct HelenaEndpoint: Hashable, Sendable {
    /// Whether the line is encrypted (`https`).
    package let isEncrypted: Bool
    /// In lower case; an IPv6 address is without its brackets.
    package let host: String
    package let port: Int
    /// The address in full, without a slash at its end.
    package let text: String
    /// The host as people should read it: with its port, where that is not the scheme's own.
    package let label: String

    /// Takes `http://` or `https://`, a host, perhaps a port and a path; nothing else.
    ///
    /// A query or a user name in it would be dropped silently or sent to the wrong place.
    package init(_ text: String) throws(HelenaSettingError) {
        guard let parts = URLComponents(string: text, encodingInvalidCharacters: false) else {
            throw .endpoint("is not a URL")
        }
        guard let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw .endpoint("must begin with https:// or http://")
        }
        guard let host = parts.host.flatMap(HostName.init) else {
            throw .endpoint("has no host, or an impossible one")
        }
        guard parts.user == nil, parts.password == nil else {
            throw .endpoint("must not hold a user name or a password")
        }
        guard parts.query == nil, parts.fragment == nil else {
            throw .endpoint("must not hold a query or a fragment")
        }
        let ownPort = scheme == "https" ? 443 : 80
        let port = parts.port ?? ownPort
        guard (1...65535).contains(port) else { throw .endpoint("has an impossible port") }
        var path = parts.percentEncodedPath
        while path.last == "/" { path.removeLast() }

        isEncrypted = scheme == "https"
        self.host = host.text
        self.port = port
        label = port == ownPort ? host.inURL : "\(host.inURL):\(port)"
        self.text = "\(scheme)://\(label)\(path)"
    }

    /// The URL of a route, with the query's names and values escaped.
    func url(_ route: String, query: [(name: String, value: String)] = []) -> String {
        guard !query.isEmpty else { return text + route }
        let pairs = query.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        return text + route + "?" + pairs.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }

    /// RFC 3986's unreserved characters: everything else means something in some query parser.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

extension HelenaEndpoint: CustomStringConvertible {
    package var description: String { text }
}
