package import Foundation

/// A transfer that was accepted, and what became of it.
package struct Intent: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Intent>

    package let id: ID
    /// The order in which intents were accepted. Neither time nor clocks have a say in it.
    package let sequence: Int64
    package let sessionID: Session.ID
    package let target: TransferTarget
    /// Whether a bot that is talking to the customer is to be stopped.
    package let stopsBot: Bool
    package let ifMoved: IfMoved
    /// The caller's name for this request, by which a repetition is known.
    package let key: String?
    package let state: State
    /// Why it is in that state, in words for people, where the state alone does not say.
    package let reason: String?
    /// Where the session was when the intent was accepted, as far as the cache knew.
    package let base: Base?
    package let acceptedAt: Date
    package let expiresAt: Date
    package let endedAt: Date?
    /// How often it was sent.
    package let attempts: Int
    /// Answers in a row that gave no reason.
    package let strikes: Int
    /// The last attempt's answer was lost: look before anything is sent again.
    package let isAmbiguous: Bool
    package let supersededBy: ID?
    /// What the server said, where it was the server that refused it.
    package let refusal: RemoteRefusal?

    package init(
        id: ID, sequence: Int64, sessionID: Session.ID, target: TransferTarget, stopsBot: Bool,
        ifMoved: IfMoved, key: String?, state: State, reason: String?, base: Base?,
        acceptedAt: Date, expiresAt: Date, endedAt: Date?, attempts: Int, strikes: Int,
        isAmbiguous: Bool, supersededBy: ID?, refusal: RemoteRefusal? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.sessionID = sessionID
        self.target = target
        self.stopsBot = stopsBot
        self.ifMoved = ifMoved
        self.key = key
        self.state = state
        self.reason = reason
        self.base = base
        self.acceptedAt = acceptedAt
        self.expiresAt = expiresAt
        self.endedAt = endedAt
        self.attempts = attempts
        self.strikes = strikes
        self.isAmbiguous = isAmbiguous
        self.supersededBy = supersededBy
        self.refusal = refusal
    }
}

extension Intent {
    /// The reason with which it ends, and the doubt that remains if nobody saw the last answer.
    package func ending(_ reason: String) -> String {
        guard isAmbiguous else { return reason }
        // Never sent from here: it came out of a backup.
        guard attempts > 0 else {
            return reason + "; it may have been carried out since the backup"
        }
        return reason + "; it had been sent, and may have been carried out"
    }

    /// What to do when somebody moved the session after the intent was accepted.
    package enum IfMoved: String, CaseIterable, Codable, Hashable, Sendable {
        /// Wait for a person (a conflict). The default: it does not fight people.
        case park
        /// Transfer it all the same.
        case force
        /// Give the intent up.
        case drop
    }

    /// What was known of the session when the intent was accepted.
    package struct Base: Hashable, Sendable {
        package let placement: Placement
        package let status: Session.Status
        package let updatedAt: Timestamp?

        package init(placement: Placement, status: Session.Status, updatedAt: Timestamp?) {
            self.placement = placement
            self.status = status
            self.updatedAt = updatedAt
        }

        package init(_ session: Session) {
            self.init(
                placement: session.placement, status: session.status, updatedAt: session.updatedAt)
        }
    }
}
