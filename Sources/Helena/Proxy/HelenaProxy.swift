import Foundation

/// An HTTP proxy that we reach the API through (`CONNECT`), perhaps with a password.
package struct HelenaProxy: Hashable, Sendable {
    /// In lower case; an IPv6 address is without its brackets.
    package let host: String
    package let port: Int
    package let username: String?
    package let password: String?

    package init(host: String, port: Int, username: String? = nil, password: String? = nil) {
        self.host = host
        self.port = port
        self.username = username
        self.password = password
    }

    /// Reads `http://user:password@host:port`.
    ///
    /// The scheme, the user and the port (80) may be missing, as the environment variables are
    /// often written. A proxy that is itself spoken to over TLS or SOCKS is refused with a sentence
    /// rather than tried as something it is not.
    package init(url text: String) throws(HelenaSettingError) {
        let full = text.contains("://") ? text : "http://" + text
        guard let parts = URLComponents(string: full, encodingInvalidCharacters: false),
            let scheme = parts.scheme?.lowercased()
        else { throw .proxy("is not a URL") }
        guard scheme == "http" else { throw .proxy("must begin with http://") }
        guard let host = parts.host.flatMap(HostName.init) else {
            throw .proxy("has no host, or an impossible one")
        }
        guard parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil
        else { throw .proxy("must end after the port") }
        let port = parts.port ?? 80
        guard (1...65535).contains(port) else { throw .proxy("has an impossible port") }
        self.init(
            host: host.text, port: port, username: parts.user, password: parts.password)
    }

    /// The proxy as people should read it: never with the password.
    package var label: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension HelenaProxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "HelenaProxy(\(label))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror {
        Mirror(self, children: ["host": host, "port": port], displayStyle: .struct)
    }
}
