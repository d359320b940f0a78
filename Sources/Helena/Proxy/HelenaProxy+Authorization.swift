import AsyncHTTPClient

extension HelenaProxy {
    /// The value of `Proxy-Authorization`; nil for a proxy that is used without a password.
    var authorization: String? { credentials?.headerValue }

    /// The same, as the HTTP library wants it.
    var credentials: HTTPClient.Authorization? {
        username.map { .basic(username: $0, password: password ?? "") }
    }
}
