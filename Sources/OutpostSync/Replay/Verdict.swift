package import OutpostModel

/// How carrying out an intent came out, for now or for good.
package struct Verdict: Hashable, Sendable {
    /// What to write down; nil where nothing about the intent has changed.
    package let settlement: Settlement?
    /// The session as the server has just told it, for the cache.
    package let learned: Session?
    /// When its lane may go on.
    package let pause: Pause

    package init(
        settlement: Settlement? = nil, learned: Session? = nil, pause: Pause = .none
    ) {
        self.settlement = settlement
        self.learned = learned
        self.pause = pause
    }

    init(
        _ state: Intent.State, _ reason: String?, closing: Settlement.Closing? = nil,
        learned: Session? = nil, refusal: RemoteRefusal? = nil
    ) {
        self.init(
            settlement: Settlement(state, reason: reason, closing: closing, refusal: refusal),
            learned: learned)
    }
}

/// What a lane waits for before its next step.
package enum Pause: Hashable, Sendable {
    case none
    /// Its own growing pause, and what the server asked for.
    ///
    /// After a lost line too: a session that breaks the connection each time would otherwise be
    /// first again each time, and starve the others. While the line is closed nothing is tried, so
    /// an outage of hours costs a lane one failure and a second's pause.
    case backoff(atLeast: Duration?)
}
