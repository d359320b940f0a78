/// What may happen to the branch and its people at any moment.
package enum Mishap: String, CaseIterable, Sendable {
    case lineDown, lineUp, keyRevoked, keyRestored
    case diskFull, diskFreed, commitRefused
    case clockDrifts, clockStepsHours, clockStepsYears
    case agentKilled, machineRestarted, machineRestartedWithWrongClock
    case colleagueMoves, colleagueCompletes, customerWrites
    case longSleep, lateArrival, notStarted
}

/// What an operator or a program asks of the outbox.
package enum Command: String, CaseIterable, Sendable {
    case accept, acceptUnderKnownKey, acceptTwiceAtOnce, cancel, hold, release, retry, retryForced
}

/// Where the agent was when it was killed: what its furthest lane was about to do.
package enum CrashPoint: String, CaseIterable, Sendable {
    case beforeRecovery, idle, whileWaitingForTurn, beforeLook, duringLook, beforeBegin, beforeSend
    case duringSendBeforeArrival, duringSendAfterArrival
    case beforeCacheSave, beforeSettle, whileSettlingAgain, afterSettle
    case duringRefresh, duringProbe, whileSomebodyAccepts
}
