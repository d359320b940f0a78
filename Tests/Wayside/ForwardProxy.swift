import Foundation

/// The forward proxies that Debian has, as offices use them.
package enum ForwardProxy: String, CaseIterable, Sendable {
    case tinyproxy, squid

    /// Who may use a proxy.
    package struct Account: Sendable {
        package let name: String
        package let password: String

        package init(name: String, password: String) {
            self.name = name
            self.password = password
        }
    }

    /// Whether both are there: for `.enabled(if:)`, with ``absence`` as its comment.
    package static let areInstalled = allCases.allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0.program)
    }
    package static let absence = "tinyproxy and squid are not here; Scripts/test installs them"

    var program: String {
        switch self {
        case .tinyproxy: "/usr/bin/tinyproxy"
        case .squid: "/usr/sbin/squid"
        }
    }

    /// In the foreground, so that the process that was started is the one to be stopped.
    func arguments(_ settings: String) -> [String] {
        switch self {
        case .tinyproxy: ["-d", "-c", settings]
        case .squid: ["-N", "-f", settings]
        }
    }

    /// `tunnels` are the only ports to which it opens one.
    func settings(
        in folder: String, port: Int, account: Account?, tunnels: [Int], hosts: [String: String]
    ) -> String {
        let lines =
            switch self {
            case .tinyproxy:
                [
                    "Port \(port)", "Listen 127.0.0.1", "Allow 127.0.0.1", "Timeout 20",
                    "LogFile \"\(folder)/log\"", "LogLevel Info",
                    account.map { "BasicAuth \($0.name) \($0.password)" } ?? "",
                ] + tunnels.map { "ConnectPort \($0)" }
            case .squid:
                [
                    "http_port 127.0.0.1:\(port)", "pid_filename none", "visible_hostname wayside",
                    "access_log stdio:\(folder)/log", "cache_log \(folder)/words",
                    "cache deny all", "coredump_dir \(folder)", "pinger_enable off",
                    "netdb_filename none", "shutdown_lifetime 0 seconds",
                    // Nothing of a test may leave the machine, not even the question for a name.
                    "dns_nameservers 127.0.0.1", "dns_timeout 1 second",
                    "dns_retransmit_interval 1 second",
                    "hosts_file \(folder)/hosts",
                    "acl tunnels port \(tunnels.map(String.init).joined(separator: " "))",
                    "http_access deny CONNECT !tunnels",
                ] + squidAccess(in: folder, account)
            }
        return lines.joined(separator: "\n") + "\n"
    }

    private func squidAccess(in folder: String, _ account: Account?) -> [String] {
        guard account != nil else { return ["http_access allow all"] }
        return [
            "auth_param basic program /usr/lib/squid/basic_ncsa_auth \(folder)/accounts",
            "acl known proxy_auth REQUIRED", "http_access allow known", "http_access deny all",
        ]
    }
}
