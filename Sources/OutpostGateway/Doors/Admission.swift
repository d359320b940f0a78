import Foundation
import HTTPTypes

/// Who may come in through the TCP door: programs that know the token, and no web page that a
/// browser on this machine happens to show.
///
/// A page can make a browser send requests to this machine, and by "DNS rebinding" under the page's
/// own name. It cannot choose the `Host` and `Origin` that the browser writes.
struct Admission: Sendable {
    let token: AccessToken
    private let names: Set<HostName>
    private let allowsAddresses: Bool

    init(_ address: GatewayAddress, token: AccessToken) {
        self.token = token
        names = Set((address.names + [address.host]).map { HostName($0) })
        // Reachable from elsewhere, it has addresses that nobody told us.
        allowsAddresses = !address.isLoopback
    }

    /// Why the request is refused; nil if it may come in.
    func refusal(of request: HTTPRequest, needsToken: Bool) -> Problem? {
        if let refusal = foreignPlace(request) { return refusal }
        guard needsToken else { return nil }
        guard let shown = request.headerFields[.authorization]?.bearer else { return .noToken }
        return token.matches(shown) ? nil : .wrongToken
    }

    private func foreignPlace(_ request: HTTPRequest) -> Problem? {
        // A second Host stays among the fields: whoever sends two wants us and others to disagree.
        guard request.headerFields[.host] == nil,
            let host = request.authority.flatMap(HostName.init(authority:)), isOurs(host)
        else { return .foreignHost }
        guard let origin = request.headerFields[.origin] else { return nil }
        guard let start = origin.range(of: "://")?.upperBound,
            let host = HostName(authority: String(origin[start...])), isOurs(host)
        else { return .foreignOrigin }
        return nil
    }

    private func isOurs(_ host: HostName) -> Bool {
        host.isLoopback || names.contains(host) || (allowsAddresses && host.isAddress)
    }
}

extension String {
    /// What follows `Bearer`; nil if it is another scheme.
    fileprivate var bearer: Substring? {
        let parts = split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}
