package import OutpostModel

/// What the last request and the system tell of the way to the API, layer by layer.
///
/// What was heard over the line outweighs what the system says of its routes: an answer came over a
/// link, whatever the tables hold.
package struct Evidence: Hashable, Sendable {
    private enum Finding: Hashable {
        /// No request has come out yet.
        case nothing
        /// The API answered; perhaps there is a word to say about it.
        case proper(String?)
        /// Somebody answered, but not as the API does when all is well.
        case improper(String)
        /// The same, before the API ever answered: that opens nothing, and closes nothing.
        case unclear(String)
        case unanswered(String, Contact)
        /// The system said that the last route is gone; nothing was heard since.
        case routeLost
    }

    /// How far a request came that nobody answered.
    private enum Contact: Hashable {
        /// Somebody beyond the link reacted: refused, showed a certificate, broke it off.
        case made
        /// Nobody did, and nothing tells whether it ever left.
        case none
        /// It never left: the system knew no route.
        case noRoute
    }

    private var finding = Finding.nothing
    /// Nil until the system has told, and where it cannot tell.
    private var hasRoute: Bool?

    package init() {}

    package var state: Connectivity.State {
        switch finding {
        case .nothing, .unclear: .unknown
        case .proper: .online
        case .improper, .unanswered, .routeLost: .offline
        }
    }

    /// Why it is offline, in words.
    package var reason: String? {
        guard state == .offline else { return nil }
        let layers = layers
        return [layers.link, layers.host, layers.api].first { $0.state == .down }?.reason
            ?? Self.notTriedSince
    }

    package var layers: Layers { Layers(link: link, host: host, api: api) }

    /// A proper answer came.
    ///
    /// - Parameter remark: what is wrong all the same; the key is refused, for one.
    mutating func answered(remark: String? = nil) { finding = .proper(remark) }

    /// An answer came that is no reason to close the line, and none to open it.
    mutating func answeredImproperly(_ reason: String) {
        switch state {
        case .online: break
        case .unknown: finding = .unclear(reason)
        case .offline: finding = .improper(reason)
        }
    }

    /// Somebody answered who cannot serve us now: the API is down.
    mutating func unavailable(_ reason: String) { finding = .improper(reason) }

    /// No answer of the API came.
    mutating func failed(_ cause: OfflineCause, _ reason: String) {
        finding =
            switch cause {
            case .notTheAPI, .tooLarge: .improper(reason)
            case .noRoute: .unanswered(reason, .noRoute)
            case .nameUnknown, .timedOut: .unanswered(reason, .none)
            // Whatever else goes wrong goes wrong with somebody: TLS, the proxy, a broken connection.
            default: .unanswered(reason, .made)
            }
    }

    /// The system says whether there is a route. When the last one goes, everything known before is
    /// out of date; when one comes, that alone proves nothing.
    ///
    /// - Returns: whether a route has come that was missing.
    mutating func linkChanged(hasRoute: Bool) -> Bool {
        defer { self.hasRoute = hasRoute }
        if !hasRoute, self.hasRoute != false { finding = .routeLost }
        return hasRoute && self.hasRoute == false
    }

    private var link: Layer {
        switch (finding, hasRoute) {
        case (.proper, _), (.improper, _), (.unclear, _), (.unanswered(_, .made), _), (_, true):
            Layer(.up)
        case (_, false): Layer(.down, Self.noNetwork)
        case (.unanswered(let reason, .noRoute), nil): Layer(.down, reason)
        case (.nothing, nil), (.routeLost, nil): Layer(.unknown, Self.notTried)
        case (.unanswered, nil): Layer(.unknown, "the system does not say")
        }
    }

    private var host: Layer {
        switch finding {
        case .proper, .improper, .unclear: Layer(.up)
        case .unanswered(let reason, _) where link.state != .down: Layer(.down, reason)
        case .unanswered, .routeLost, .nothing: Layer(.unknown, whyUnknown)
        }
    }

    private var api: Layer {
        switch finding {
        case .proper(let remark): Layer(.up, remark)
        case .improper(let reason): Layer(.down, reason)
        case .unclear(let reason): Layer(.unknown, reason)
        case .unanswered, .routeLost, .nothing: Layer(.unknown, whyUnknown)
        }
    }

    private var whyUnknown: String {
        switch finding {
        case .nothing: Self.notTried
        case .routeLost where link.state == .up: Self.notTriedSince
        default: "not reached"
        }
    }

    private static let noNetwork = "no network: this computer has no route to anywhere"
    private static let notTried = "not tried yet"
    private static let notTriedSince = "the network is back, and nothing has answered yet"
}
