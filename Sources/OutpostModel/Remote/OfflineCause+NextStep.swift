extension OfflineCause {
    /// What a person may do about it.
    package var nextStep: String {
        switch self {
        case .nameUnknown:
            "check this computer's network and its DNS, and the name in the settings"
        case .refused: "check the line, the firewall, and whether the office needs a proxy"
        case .noRoute: "check this computer's network"
        case .timedOut, .broken, .tooLarge: "check the line; it is tried again by itself"
        case .untrusted: "if the office inspects TLS, put its certificate into helena.caFile"
        case .certificatePeriod: "check this computer's date and time"
        case .proxyRefused: "put its user and password into helena.proxy, or ask who runs it"
        case .notTheAPI: "log in to the network with a browser, and check helena.baseURL"
        }
    }

    /// Whether it hardly ever passes by itself. What a line that comes and goes looks like does.
    package var needsPerson: Bool {
        switch self {
        case .nameUnknown, .untrusted, .certificatePeriod, .proxyRefused, .notTheAPI: true
        case .refused, .noRoute, .timedOut, .broken, .tooLarge: false
        }
    }
}
