/// How a step of an intent's life came out: its next state, and what is written down of the try.
package struct Settlement: Hashable, Sendable {
    /// What to record of the attempt that is under way.
    package struct Closing: Hashable, Sendable {
        package let outcome: Attempt.Outcome
        package let detail: String?

        package init(_ outcome: Attempt.Outcome, _ detail: String? = nil) {
            self.outcome = outcome
            self.detail = detail
        }
    }

    package let state: Intent.State
    package let reason: String?
    /// Nil where nothing was sent: a look alone is no attempt.
    package let closing: Closing?
    /// Whether the server may have done it, unknown to us.
    package let isAmbiguous: Bool
    /// Answers in a row that gave no reason, this one included.
    package let strikes: Int
    /// What the server said, where it refused for good.
    package let refusal: RemoteRefusal?

    package init(
        _ state: Intent.State, reason: String?, closing: Closing? = nil, isAmbiguous: Bool = false,
        strikes: Int = 0, refusal: RemoteRefusal? = nil
    ) {
        self.state = state
        self.reason = reason
        self.closing = closing
        self.isAmbiguous = isAmbiguous
        self.strikes = strikes
        self.refusal = refusal
    }
}
