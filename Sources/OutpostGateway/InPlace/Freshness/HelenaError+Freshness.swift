import Hummingbird
import OutpostModel
import OutpostSync

// Where neither the copy nor the API can answer. To the API's programs these are what any server's
// 503 and 504 are: not now.
extension HelenaError {
    init(_ refusal: ReadRule.Refusal, _ connectivity: Connectivity) {
        switch refusal {
        case .onlyIfCached:
            self.init(
                status: .gatewayTimeout, key: "OUTPOST_NOT_CACHED",
                text: "nothing that is new enough is here, and only-if-cached forbids to ask")
        case .tooOld(let age):
            self.init(
                status: .gatewayTimeout, key: "OUTPOST_TOO_OLD",
                text: """
                    what is here is \(age) seconds old, and newer cannot be had: \
                    \(connectivity.trouble)
                    """)
        case .nothingToSay:
            self.init(
                status: .serviceUnavailable, key: "OUTPOST_NOT_YET",
                text: """
                    this was not fetched yet, and cannot be now: \(connectivity.trouble)
                    """)
        }
        if refusal != .onlyIfCached { headers[.retryAfter] = connectivity.retryAfter }
    }

    /// - Parameter hasCopy: there is one, and the caller does not want it.
    init(_ failure: AskFailure, hasCopy: Bool, _ connectivity: Connectivity) {
        switch failure {
        case .refused(let refusal):
            self.init(refusal)
        case .failed(let reason):
            self.init(
                status: hasCopy ? .gatewayTimeout : .serviceUnavailable,
                key: hasCopy ? "OUTPOST_TOO_OLD" : "OUTPOST_NOT_YET",
                text: "the API was asked in vain: \(reason)",
                headers: [.retryAfter: connectivity.retryAfter])
        }
    }

    /// The list is not whole yet: a part of it would be taken for all.
    static func incomplete(_ resource: Resource, _ connectivity: Connectivity) -> HelenaError {
        HelenaError(
            status: .serviceUnavailable, key: "OUTPOST_NOT_YET",
            text: "the \(resource.rawValue) are still being fetched for the first time",
            headers: [.retryAfter: connectivity.retryAfter])
    }

    /// What the server said, as far as it was kept.
    init(_ refusal: RemoteRefusal) {
        // An error that came under status 200 is one all the same: 200 means that it was done.
        let status = refusal.status < 400 ? 500 : refusal.status
        self.init(
            status: .init(code: status), key: refusal.key ?? "FORM_ERROR",
            text: refusal.text ?? "", said: refusal.body)
    }
}

extension Connectivity {
    /// Why the API cannot be asked, in words.
    var trouble: String {
        if let pause { return "the API refuses this agent's key (\(pause))" }
        guard state == .offline else { return "the API does not answer" }
        return "the line is down since \(Timestamp(since).text) (\(reason ?? "no answer"))"
    }

    /// When it is worth asking again, seconds: while it is away, it is tried at least this often.
    var retryAfter: String { isOpen ? "5" : "30" }
}
