import OutpostModel
import OutpostStore
import OutpostSync

// `Replay`
extension SimulatedAgent {
    func stepLoop() {
        switch loop {
        case .recover:
            isRecovered = isRecovered || recover()
            loop = .expire
        case .expire:
            if broken != .neverExpire { _ = try? outbox.expire(at: world.hours.wall) }
            loop = .prove
        case .prove:
            prove()
        case .proving:
            loop = .next
        case .next:
            for intent in next() { jobs.append(Job(intent, at: uptime)) }
            let pause = min(Replay.lookEvery, lanes.nextDue(at: uptime) ?? Replay.lookEvery)
            loop = .rest(until: uptime + pause)
        case .rest:
            loop = isRecovered ? .expire : .recover
        }
    }

    /// The refresh that `Proof.obtain` waits for has come to its end.
    func proofIsThere() {
        if case .proving = loop { loop = .next }
    }

    /// `Replay.recover`
    private func recover() -> Bool {
        guard broken != .noRecovery else { return true }
        guard let stranded = try? outbox.recover(at: world.hours.wall) else { return false }
        lanes.hold(stranded, at: uptime)
        if broken == .resendBlindlyAfterRestart { blindly.formUnion(stranded.map(\.id)) }
        return true
    }

    /// `Replay.prove` and `Proof.obtain`
    private func prove() {
        loop = .next
        guard connectivity.isOpen, lanes.headsWanted > 0,
            let waiting = try? outbox.tally()[.queued], waiting >= Proof.worthwhile,
            let progress = try? cache.sessionProgress(), progress.filter == .works,
            progress.cursor != nil, progress.fullAt != nil, progress.quick == nil,
            budget.affords(Proof.least, within: Freshness.lasts, at: uptime),
            freshness.isWanted(at: uptime, closedAt: connectivity.closedAt)
        else { return }
        walk.order(at: uptime)
        loop = .proving(until: uptime + Proof.patience)
    }

    /// `Replay.next`
    private func next() -> [Intent] {
        guard isRecovered, connectivity.isOpen, let heads = heads() else { return [] }
        if broken == .twoAtOnceInLane {
            return Array(
                heads.prefix(2).filter { head in !jobs.contains { $0.intent.id == head.id } })
        }
        return lanes.start(heads, at: uptime)
    }

    private func heads() -> [Intent]? {
        let wanted = lanes.headsWanted
        guard wanted > 0 else { return [] }
        switch broken {
        case .reorderLane:
            let queued = try? outbox.intents(IntentQuery(states: [.queued]))
            return queued.map { $0.reversed() }
        case .twoAtOnceInLane:
            return try? outbox.intents(IntentQuery(states: [.queued]))
        default:
            return try? outbox.heads(after: 0, count: wanted)
        }
    }

    /// `Replay.carry`, its end.
    func finish(_ place: Int, _ pause: Pause) {
        let session = jobs[place].intent.sessionID
        budget.giveBack(jobs[place].turns, at: uptime)
        jobs.remove(at: place)
        let isForgotten = broken == .neverRetry && pause != .none
        lanes.finish(
            session, isForgotten ? .backoff(atLeast: .seconds(1_000_000)) : pause, at: uptime,
            jitter: world.numbers.fraction())
        ring()
    }
}
