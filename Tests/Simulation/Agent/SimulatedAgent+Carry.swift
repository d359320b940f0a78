import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

// `Carrier`
extension SimulatedAgent {
    func stepJob(_ place: Int) {
        switch jobs[place].stage {
        case .reserve(let count, _): reserve(place, count)
        case .start: start(place)
        case .leave(let call): leave(place, call)
        case .away(let flight): listen(place, flight)
        case .begin(let seen): begin(place, seen)
        case .keep(let verdict): keep(place, verdict)
        case .settle(let verdict, let failures, _): settle(place, verdict, failures)
        case .finish(let pause): finish(place, pause)
        }
    }

    /// `Carrier.reserve`; zero: it has just begun.
    private func reserve(_ place: Int, _ count: Int) {
        let first = count > 0 ? count : turns(for: jobs[place].intent)
        let wait = take(.replay, count: first)
        guard wait <= .zero else {
            jobs[place].stage = .reserve(first, at: uptime + wait)
            return
        }
        jobs[place].turns += first
        jobs[place].startedAt = uptime
        // The proof may have grown old while it waited.
        let needsAnother = jobs[place].turns < turns(for: jobs[place].intent)
        if needsAnother {
            budget.giveBack(1, at: uptime)
            jobs[place].turns = 0
        }
        jobs[place].stage = needsAnother ? .reserve(2, at: uptime) : .start
    }

    /// `Carrier.turns`
    private func turns(for intent: Intent) -> Int {
        let fresh = fresh(intent.sessionID)
        return carriage(intent).start(at: world.hours.wall, fresh: fresh) == .look ? 2 : 1
    }

    /// `Carrier.fresh`
    private func fresh(_ session: Session.ID) -> Session? {
        let isFresh = freshness.holds(at: uptime, closedAt: connectivity.closedAt)
        guard isFresh || broken == .trustStaleCache else { return nil }
        return (try? cache.session(session))?.session
    }

    /// `Carrier.carry`, the first lines after its turn has come, and `Carrier.verdict`, the first line.
    private func start(_ place: Int) {
        guard let intent = try? outbox.intent(jobs[place].intent.id) else {
            jobs[place].stage = .finish(.backoff(atLeast: nil))
            return
        }
        guard intent.state == .queued else {
            jobs[place].stage = .finish(.none)
            return
        }
        jobs[place].intent = intent
        let fresh = fresh(intent.sessionID)
        let isBlind = broken == .noLookAfterLostAnswer && intent.isAmbiguous
        if isBlind || blindly.contains(intent.id) {
            jobs[place].stage = .begin(
                seen: intent.base
                    ?? Intent.Base(
                        placement: Placement(departmentID: nil, userID: nil), status: .pending,
                        updatedAt: nil))
            return
        }
        follow(place, carriage(intent).start(at: world.hours.wall, fresh: fresh))
    }

    private func carriage(_ intent: Intent) -> Carriage {
        guard broken == .ignoreMoved else { return Carriage(intent) }
        return Carriage(intent.forced)
    }

    /// `Carrier.verdict`, its loop.
    private func follow(_ place: Int, _ step: Carriage.Step) {
        let intent = jobs[place].intent
        switch step {
        case .look where jobs[place].turns < 2:
            jobs[place].stage = .finish(.none)
        case .look:
            jobs[place].stage = .leave(.look(intent.sessionID, for: intent.id))
        case .send(let seen): jobs[place].stage = .begin(seen: seen)
        case .end(let verdict): jobs[place].stage = .keep(verdict)
        }
    }

    /// `Uplink.ask` up to the request, its turn being reserved.
    private func leave(_ place: Int, _ call: Call) {
        jobs[place].turns -= 1
        jobs[place].asked = try? cache.turn()
        if case .transfer(let intent) = call {
            world.oracle.sends(
                intent.id, lookedAt: jobs[place].lookedAt, startedAt: jobs[place].startedAt,
                at: uptime)
        }
        jobs[place].stage = .away(world.send(call, turnTakenAt: jobs[place].startedAt))
    }

    /// `Uplink.ask` from the answer on, and what `Carrier.verdict` does with it.
    private func listen(_ place: Int, _ flight: Flight) {
        guard case .toAgent(_, let answer) = flight.leg else {
            var flight = flight
            world.arrive(&flight)
            jobs[place].stage = .away(flight)
            return
        }
        let intent = jobs[place].intent
        hear(answer.failure)
        if case .transfer = flight.call {
            world.oracle.hears(intent.id, answer.failure)
            let isTaken =
                broken == .deliverWithoutAnswer && answer.failure?.mayHaveBeenApplied == true
            let verdict =
                isTaken
                ? Verdict(
                    settlement: Settlement(.delivered, reason: nil, closing: .init(.delivered)))
                : Carriage(intent).afterSend(answer.session)
            jobs[place].stage = .keep(verdict)
        } else {
            if case .session(let session) = answer {
                world.oracle.sees(intent.id, session.placement)
                jobs[place].lookedAt = flight.servedAt
            }
            follow(place, carriage(intent).afterLook(answer.session))
        }
    }

    /// `Carrier.verdict`, before the request that changes something.
    private func begin(_ place: Int, _ seen: Intent.Base) {
        let intent = jobs[place].intent
        if broken == .forgetAttempt {
            jobs[place].stage = .leave(.transfer(intent))
            return
        }
        do {
            let begun = try outbox.begin(intent.id, seen: seen, at: world.hours.wall)
            jobs[place].intent = begun
            jobs[place].stage = .leave(.transfer(begun))
            if broken == .settleBeforeAnswer {
                try outbox.settle(
                    begun.id, Settlement(.delivered, reason: nil, closing: .init(.delivered)),
                    at: world.hours.wall)
            }
        } catch OutboxFailure.notPossible {
            jobs[place].stage =
                broken == .sendAfterEnd
                ? .leave(.transfer(intent)) : .finish(.none)
        } catch {
            jobs[place].stage = .finish(.backoff(atLeast: nil))
        }
    }

    /// `Carrier.keep`
    private func keep(_ place: Int, _ verdict: Verdict) {
        if let session = verdict.learned {
            try? cache.save(session, asked: jobs[place].asked, at: world.hours.wall)
        }
        jobs[place].stage = .settle(verdict, failures: 0, at: uptime)
    }

    /// `Carrier.settle`, one try, and what `Carrier.carry` does with its errors.
    private func settle(_ place: Int, _ verdict: Verdict, _ failures: Int) {
        guard let settlement = verdict.settlement else {
            jobs[place].stage = .finish(verdict.pause)
            return
        }
        let isOurs = jobs[place].intent.isAmbiguous || settlement.closing != nil
        do {
            try outbox.settle(
                jobs[place].intent.id, settlement,
                arrived: isOurs ? verdict.learned.map { Intent.Base($0) } : nil,
                at: world.hours.wall)
            jobs[place].stage = .finish(verdict.pause)
        } catch OutboxFailure.notPossible {
            jobs[place].stage = .finish(.none)
        } catch {
            let isStubborn = settlement.closing != nil && broken != .forgetOutcomeOnFullDisk
            guard case .store = error, isStubborn else {
                jobs[place].stage = .finish(.backoff(atLeast: nil))
                return
            }
            let pause = Backoff.probe.ceiling(afterFailure: failures + 1)
            jobs[place].stage = .settle(verdict, failures: failures + 1, at: uptime + pause)
        }
    }
}

extension Intent {
    /// The same, but whatever anybody has done to the session.
    fileprivate var forced: Intent {
        Intent(
            id: id, sequence: sequence, sessionID: sessionID, target: target, stopsBot: stopsBot,
            ifMoved: .force, key: key, state: state, reason: reason, base: nil,
            acceptedAt: acceptedAt, expiresAt: expiresAt, endedAt: endedAt, attempts: attempts,
            strikes: strikes, isAmbiguous: isAmbiguous, supersededBy: supersededBy)
    }
}
