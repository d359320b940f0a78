/// A rule that the simulated agent breaks, to prove that the oracle would notice.
package enum Mutation: String, CaseIterable, Sendable {
    /// Sends again after a lost answer without reading the session.
    case noLookAfterLostAnswer
    /// The same, but only after a restart.
    case resendBlindlyAfterRestart
    /// Says "delivered" before the request leaves.
    case settleBeforeAnswer
    /// Takes a lost answer for a good one.
    case deliverWithoutAnswer
    /// Housekeeping deletes what is still open.
    case pruneOpenIntents
    /// Housekeeping deletes ended intents after a day.
    case pruneTooEarly
    /// Leaves what was being sent at the crash as it is.
    case noRecovery
    /// A later transfer replaces what has been sent.
    case supersedeSent
    /// Sends wherever the session is by now.
    case ignoreMoved
    /// Takes a proof of freshness for good for an hour.
    case trustStaleCache
    /// Sends without writing the attempt down first.
    case forgetAttempt
    /// Carries out the newest of a lane first.
    case reorderLane
    /// Carries out two of one lane at once.
    case twoAtOnceInLane
    /// Answers "accepted", and rolls back.
    case loseAccept
    /// Sends what was cancelled or replaced meanwhile.
    case sendAfterEnd
    /// Takes the wall's word for how much time has passed.
    case expireEarlyOnClockStep
    /// Never lets an intent's time run out.
    case neverExpire
    /// Goes on at once after a 429.
    case ignoreRetryAfter
    /// Gives up writing an outcome down when the disk is full.
    case forgetOutcomeOnFullDisk
    /// Loses count of what was accepted.
    case miscount
    /// Accepts a key's second request as a new one.
    case forgetKeys
    /// Never tries again after a failure.
    case neverRetry
}
