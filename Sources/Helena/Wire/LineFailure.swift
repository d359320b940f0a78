import Foundation
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
        /// Connected, and no further: to the host through the proxy, or to an end of TLS.
        case passing
        case certificate, otherHost, unknownAuthority
        /// With what this computer's clock said.
        case certificatePeriod(CertificatePeriod, clock: Date)
        case proxyPassword
        case notHTTP
        case cancelled
    }

    init(_ cause: OfflineCause, mayHaveArrived: Bool, _ detail: Detail = .none) {
        self.cause = cause
        self.mayHaveArrived = mayHaveArrived
        self.detail = detail
    }

    /// A certificate that was not accepted, told by its period: if that does not cover `now`, it has
    /// ended or not begun, or the clock is wrong; if it does, nobody we trust vouches for it.
    ///
    /// Unchanged without a period.
    func explained(by period: CertificatePeriod?, now: Date) -> Self {
        guard let period else { return self }
        return period.contains(now)
            ? Self(cause, mayHaveArrived: mayHaveArrived, .unknownAuthority)
            : Self(
                .certificatePeriod, mayHaveArrived: mayHaveArrived,
                .certificatePeriod(period, clock: now))
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
        case (.timedOut, .passing):
            "no connection to \(host)\(proxy.map { " through the proxy \($0.label)" } ?? "") "
                + "within \(limits.connectTimeout)"
        case (.timedOut, .waiting): "no free connection to \(peer) within \(limits.connectTimeout)"
        case (.timedOut, _): "no whole answer from \(host) within \(limits.answerTimeout)"
        case (.untrusted, .certificate): "the certificate of \(host) is not trusted or not valid"
        case (.untrusted, .unknownAuthority):
            "no authority known to this computer vouches for the certificate of \(host)"
        case (_, .certificatePeriod(let period, let clock)):
            "the certificate of \(host) is valid from \(period.start.inWords) to "
                + "\(period.end.inWords), and this computer's clock says \(clock.inWords)"
        case (.untrusted, .otherHost): "the certificate shown for \(host) is another host's"
        case (.untrusted, _), (.certificatePeriod, _):
            "no secure connection (TLS) to \(host) could be agreed on"
        case (.proxyRefused, .proxyPassword): "\(peer) asks for a password or refuses ours"
        case (.proxyRefused, _):
            // Not every proxy says 407 to a wrong password.
            "\(peer) does not let us through to \(host)"
                + (proxy?.username == nil ? "" : ", or refuses our password")
        case (.notTheAPI, _): "what answered for \(host) does not speak HTTP"
        case (.tooLarge, _): "the answer of \(host) is larger than \(limits.largestBody) bytes"
        case (.broken, _): "the connection to \(host) broke before the whole answer was there"
        }
    }
}

extension Date {
    /// To the minute: what a person compares with a clock on the wall.
    fileprivate var inWords: String {
        let text = formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
