package import Foundation
package import OutpostModel

/// Carrying out one intent: what to do first, after the look, and after the answer.
///
///     look ──▶ send ──▶ verdict
///       └────────────────▲
///
/// It decides and does nothing: no clock, no database, no network.
package struct Carriage: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        /// Read the session from the server, then call ``afterLook(_:)``.
        case look
        /// Write the attempt down, send, then call ``afterSend(_:)``.
        case send(seen: Intent.Base)
        case end(Verdict)
    }

    /// Unexplained answers in a row after which a person is asked.
    package static let strikesAllowed = 3
    /// The least time between one and the next.
    package static let betweenStrikes = [Duration.seconds(30), .seconds(120)]

    /// How long after its answer was lost a transfer may still be on its way: in the buffer of a socket
    /// whose program was killed, in a proxy. A look within this time could see the session where it
    /// was before, and what is then sent again would be done twice.
    package static let lateness = Duration.seconds(2)

    package let intent: Intent

    package init(_ intent: Intent) { self.intent = intent }

    /// What to do first.
    ///
    /// - Parameter fresh: the session as the cache has it, where the cache is known to be in step with
    ///   the server. It spares the look where it leads to sending; what ends an intent without
    ///   sending, or asks a person, is decided by what the server itself says.
    package func start(at now: Date, fresh: Session? = nil) -> Step {
        guard intent.expiresAt > now else {
            return .end(
                Verdict(
                    .expired, intent.ending("its time ran out before it could be delivered")))
        }
        // What was sent before is looked at, even where a person has forced it on.
        if let fresh, !intent.isAmbiguous, intent.attempts == 0,
            case .send(let seen) = afterSeeing(fresh)
        {
            return .send(seen: seen)
        }
        return .look
    }

    /// What to do once the session was read, or could not be.
    package func afterLook(_ look: Result<Session, RemoteFailure>) -> Step {
        switch look {
        case .success(let session):
            return afterSeeing(session)
        case .failure(let failure):
            switch failure.kind {
            case .rejected:
                return .end(
                    Verdict(
                        .rejected,
                        intent.ending(
                            """
                            \(Ending.unknownSession) (\(failure.refusal?.text ?? failure.reason))
                            """),
                        refusal: failure.refusal))
            case .unexplained:
                return .end(strike(failure, closing: nil))
            case .offline, .unavailable, .throttled, .keyRefused:
                return .end(Verdict(pause: .backoff(atLeast: failure.retryAfter)))
            }
        }
    }

    /// How it came out once the answer to the transfer is there, or will not come.
    package func afterSend(_ answer: Result<Session, RemoteFailure>) -> Verdict {
        switch answer {
        case .success(let session):
            return Verdict(.delivered, nil, closing: .init(.delivered), learned: session)
        case .failure(let failure):
            switch failure.kind {
            case .rejected:
                return Verdict(
                    .rejected, failure.reason, closing: .init(.rejected, failure.reason),
                    refusal: failure.refusal)
            case .unexplained:
                return strike(failure, closing: .unexplained)
            case .offline, .unavailable, .throttled, .keyRefused:
                let outcome: Attempt.Outcome = failure.mayHaveBeenApplied ? .lost : .deferred
                let wait: Duration? =
                    failure.mayHaveBeenApplied
                    ? max(failure.retryAfter ?? .zero, Self.lateness) : failure.retryAfter
                return Verdict(
                    settlement: Settlement(
                        .queued, reason: failure.reason,
                        closing: .init(outcome, failure.reason),
                        isAmbiguous: failure.mayHaveBeenApplied, strikes: intent.strikes),
                    pause: .backoff(atLeast: wait))
            }
        }
    }

    private func afterSeeing(_ session: Session) -> Step {
        if intent.target.isReached(at: session.placement, from: intent.base?.placement) {
            // A session that was sent, arrived and was then completed has been delivered too.
            guard session.status.isOpen || intent.isAmbiguous else { return completed(session) }
            let reason =
                intent.isAmbiguous && intent.attempts > 0
                ? "the answer was lost; it had been carried out" : "already there"
            return .end(Verdict(.delivered, reason, learned: session))
        }
        guard session.status.isOpen else { return completed(session) }
        if intent.isAmbiguous, let doubt = doubt(session) { return conflict(doubt, session) }
        guard let base = intent.base, base.placement != session.placement else {
            return .send(seen: Intent.Base(session))
        }
        switch intent.ifMoved {
        case .park:
            return conflict(
                "somebody moved the session meanwhile", session)
        case .force:
            return .send(seen: Intent.Base(session))
        case .drop:
            return .end(
                Verdict(
                    .cancelled, "somebody moved the session meanwhile",
                    learned: session))
        }
    }

    /// Why it may have been carried out although the session is not at its target; nil if it was not:
    /// the session is as it was before.
    private func doubt(_ session: Session) -> String? {
        let isSent = intent.attempts > 0
        let fate =
            isSent
            ? "it was sent, the answer was lost" : "it may have been carried out since the backup"
        guard let base = intent.base else {
            return fate + ", and nobody knows where the session was before"
        }
        guard base.placement == session.placement else {
            return fate + ", and the session is now somewhere else"
        }
        // A backup is old: what was carried out since may have been brought back since.
        let isUntouched = base.updatedAt != nil && base.updatedAt == session.updatedAt
        return isSent || isUntouched
            ? nil : fate + ", and the session has changed since it was accepted"
    }

    /// A person must decide. The doubt about a lost answer stays: a plain retry looks first.
    private func conflict(_ reason: String, _ session: Session) -> Step {
        .end(
            Verdict(
                settlement: Settlement(
                    .conflict, reason: reason, isAmbiguous: intent.isAmbiguous,
                    strikes: intent.strikes),
                learned: session))
    }

    private func completed(_ session: Session) -> Step {
        .end(
            Verdict(
                .rejected,
                intent.ending(
                    "the session is \(session.status.rawValue): it cannot be transferred"),
                learned: session))
    }

    /// One more answer without a reason. After a few, with time between them, a person is asked: a
    /// server that is being restarted must not turn a whole queue into work for people.
    private func strike(_ failure: RemoteFailure, closing outcome: Attempt.Outcome?) -> Verdict {
        let strikes = intent.strikes + 1
        let isTooMany = strikes >= Self.strikesAllowed
        return Verdict(
            settlement: Settlement(
                isTooMany ? .conflict : .queued, reason: failure.reason,
                closing: outcome.map { .init($0, failure.reason) },
                isAmbiguous: outcome == nil ? intent.isAmbiguous : failure.mayHaveBeenApplied,
                strikes: strikes),
            pause: isTooMany
                ? .none
                : .backoff(
                    atLeast: max(failure.retryAfter ?? .zero, Self.betweenStrikes[strikes - 1])))
    }
}
