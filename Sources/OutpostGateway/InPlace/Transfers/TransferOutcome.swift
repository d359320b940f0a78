import OutpostModel

/// What is answered to a transfer, by what has become of it within the time that was waited.
enum TransferOutcome: Hashable {
    /// 200, with the session as the API sent it.
    case delivered
    /// 202, with the session as it will be: it is on disk, and goes out by itself.
    case accepted
    /// The API's own error, as far as it was kept.
    case refused(RemoteRefusal)
    /// The server was asked and we gave it up, or never sent it: in the API's words for it.
    case rejected(reason: String)
    /// 409: it ended, or waits for a person. `key` is for programs.
    case stuck(key: String)

    init(_ intent: Intent) {
        self =
            switch intent.state {
            case .queued, .sending: .accepted
            case .delivered: .delivered
            case .rejected:
                intent.refusal.map { .refused($0) } ?? .rejected(reason: intent.reason ?? "")
            case .conflict: .stuck(key: "OUTPOST_CONFLICT")
            case .held: .stuck(key: "OUTPOST_HELD")
            case .superseded: .stuck(key: "OUTPOST_SUPERSEDED")
            case .cancelled: .stuck(key: "OUTPOST_CANCELLED")
            case .expired: .stuck(key: "OUTPOST_EXPIRED")
            }
    }
}
