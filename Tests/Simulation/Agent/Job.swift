import OutpostModel
import OutpostStore
import OutpostSync

/// One lane at work: where `Carrier.carry` stands.
struct Job {
    enum Stage {
        /// `Carrier.reserve`, waiting in `Meter.take` for so many turns.
        case reserve(Int, at: Duration)
        /// `Carrier.carry`, from its turn on to the first line of `Carrier.verdict`.
        case start
        /// `Uplink.ask`, before the request leaves.
        case leave(Call)
        /// `Uplink.ask`, the request being under way.
        case away(Flight)
        /// `Carrier.verdict`, before `Outbox.begin`.
        case begin(seen: Intent.Base)
        /// `Carrier.carry`, before `keep`.
        case keep(Verdict)
        /// `Carrier.settle`, before `Outbox.settle`, after so many failures.
        case settle(Verdict, failures: Int, at: Duration)
        /// `Replay.carry`, before the lane is freed.
        case finish(Pause)
    }

    var intent: Intent
    var stage: Stage
    /// When it had its turn in the budget, and decided what to do.
    var startedAt: Duration
    /// Requests that may leave.
    var turns = 0
    /// What was in the cache when its last request left.
    var asked: Cache.Turn?
    /// When the session was read for it.
    var lookedAt: Duration?

    init(_ intent: Intent, at uptime: Duration) {
        self.intent = intent
        stage = .reserve(0, at: uptime)
        startedAt = uptime
    }

    /// When its next step may come.
    var due: Duration {
        switch stage {
        case .start, .leave, .begin, .keep, .finish: startedAt
        case .reserve(_, let at), .settle(_, _, let at): at
        case .away(let flight): flight.due
        }
    }

    /// What the next step is, for the ledger of crashes.
    var crashPoint: CrashPoint {
        switch stage {
        case .reserve, .start: .whileWaitingForTurn
        case .leave(.transfer): .beforeSend
        case .leave: .beforeLook
        case .away(let flight): Self.crashPoint(flight)
        case .begin: .beforeBegin
        case .keep: .beforeCacheSave
        case .settle(_, let failures, _): failures == 0 ? .beforeSettle : .whileSettlingAgain
        case .finish: .afterSettle
        }
    }

    private static func crashPoint(_ flight: Flight) -> CrashPoint {
        guard case .transfer = flight.call else { return .duringLook }
        if case .toServer = flight.leg { return .duringSendBeforeArrival }
        return .duringSendAfterArrival
    }
}
