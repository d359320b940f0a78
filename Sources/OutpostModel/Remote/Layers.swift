/// What lies between us and the API, the nearest first: where one is down, nothing can be said of
/// those behind it.
package struct Layers: Codable, Hashable, Sendable {
    /// This computer has a route to somewhere.
    package let link: Layer
    /// The name resolves, TCP and TLS work, the proxy lets us through.
    package let host: Layer
    /// A valid body came, and it is this API's.
    package let api: Layer

    package init(link: Layer, host: Layer, api: Layer) {
        self.link = link
        self.host = host
        self.api = api
    }

    package static let unknown = Layers(
        link: Layer(.unknown), host: Layer(.unknown), api: Layer(.unknown))
}
