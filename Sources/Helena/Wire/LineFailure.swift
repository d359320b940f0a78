import OutpostModel

/// Why no whole answer came, read from the HTTP library's many errors.
struct LineFailure: Hashable, Sendable {
    let cause: OfflineCause
    /// Whether a server may have received the request before this happened.
    let mayHaveArrived: Bool
    let detail: Detail

    /// What the cause alone does not say, for the sentence.
    enum Detail: Hashable, Sendable {
        case none
        case connecting, answering, waiting
        case certificate, otherHost
        case proxyPassword
        case notHTTP
        case cancelled
    }

    init(_ cause: OfflineCause, mayHaveArrived: Bool, _ detail: Detail = .none) {
        self.cause = cause
        self.mayHaveArrived = mayHaveArrived
        self.detail = detail
    }

    /// What happened, in one line.
    ///
    /// While a proxy is used, it is the proxy that we connect to.
    func sentence(host: String, proxy: HelenaProxy?, limits: HelenaLimits) -> String {
        let peer = proxy.map { "the proxy \($0.label)" } ?? host
        return switch (cause, detail) {
        case (_, .cancelled): "cancelled"
        case (.nameUnknown, _): "the name of \(peer) does not resolve"
        case (.refused, _): "\(peer) refused the connection"
        case (.noRoute, _): "there is no route to \(peer)"
        case (.timedOut, .connecting): "no connection to \(peer) within \(limits.connectTimeout)"
        case (.timedOut, .waiting): "no free connection to \(peer) within \(limits.connectTimeout)"
        case (.timedOut, _): "no whole answer from \(host) within \(limits.answerTimeout)"
        case (.untrusted, .certificate): "the certificate of \(host) is not trusted or not valid"
        case (.untrusted, .otherHost): "the certificate shown for \(host) is another host's"
        case (.untrusted, _): "no secure connection (TLS) to \(host) could be agreed on"
        case (.proxyRefused, .proxyPassword): "\(peer) asks for a password or refuses ours"
        case (.proxyRefused, _): "\(peer) does not let us through to \(host)"
        case (.notTheAPI, _): "what answered for \(host) does not speak HTTP"
        case (.tooLarge, _): "the answer of \(host) is larger than \(limits.largestBody) bytes"
        case (.broken, _): "the connection to \(host) broke before the whole answer was there"
        }
    }
}
