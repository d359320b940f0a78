/// What stands between us and the API, as far as one request can tell.
package enum OfflineCause: String, CaseIterable, Codable, Hashable, Sendable {
    /// The host's name does not resolve.
    case nameUnknown
    /// The connection was refused.
    case refused
    /// No route, or no network at all.
    case noRoute
    /// Nothing came within the time limit.
    case timedOut
    /// The connection broke, or the answer was cut short.
    case broken
    /// TLS failed: a certificate that nobody we trust vouches for, or of another host, or no TLS.
    case untrusted
    /// The certificate is not valid at the time that our clock says: it has ended or not begun, or
    /// the clock is wrong.
    case certificatePeriod
    /// The proxy asks for a password or refuses to let us through.
    case proxyRefused
    /// Something answered, but not this API: a hotel's login page, a gateway's HTML.
    case notTheAPI
    /// The answer was larger than we accept.
    case tooLarge
}
