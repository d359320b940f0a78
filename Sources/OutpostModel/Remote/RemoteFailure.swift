/// Why the remote API did not do what it was asked: every way it can fail, in a small closed set.
///
/// The rules are those of the API's error section: "not found" and validation arrive as HTTP 500
/// with `FORM_ERROR`, errors arrive as HTTP 200, and a success that is not the expected object is
/// no answer of this API.
package struct RemoteFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No answer of this API came. It says nothing about the request. Try when online.
        case offline(OfflineCause)
        /// The server, or something in front of it, is busy (408, 425, 502, 503, 504). Later.
        case unavailable(status: Int)
        /// 429: the account's limit is used up. Everything stops until then.
        case throttled
        /// 401 or 403. Stop everything, confirm, tell a person.
        case keyRefused(status: Int)
        /// The server understood and will never do it. Give this request up.
        case rejected(key: String?)
        /// Another error, without a reason that we know. A few times, then ask a person.
        case unexplained(status: Int)
    }

    package let kind: Kind
    /// Whether the server may have done it all the same, the answer being lost or unclear.
    package let mayHaveBeenApplied: Bool
    /// Whether no server can have received the request, so that nobody has counted it either.
    package let neverArrived: Bool
    /// What happened, in one line for people. Never holds the key or a customer's text.
    package let reason: String
    /// How long the server asked us to wait.
    package let retryAfter: Duration?
    /// What the server said, where it refused for good.
    package let refusal: RemoteRefusal?

    package init(
        _ kind: Kind, mayHaveBeenApplied: Bool, neverArrived: Bool = false, reason: String,
        retryAfter: Duration? = nil, refusal: RemoteRefusal? = nil
    ) {
        self.kind = kind
        self.mayHaveBeenApplied = mayHaveBeenApplied
        self.neverArrived = neverArrived
        self.reason = reason
        self.retryAfter = retryAfter
        self.refusal = refusal
    }
}
