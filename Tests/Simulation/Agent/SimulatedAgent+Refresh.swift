import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

// `Refresh`, `Refresher` and `Probe`
extension SimulatedAgent {
    /// `Refresh.keepInStep`: nothing begins while the line is closed, unless it is ordered.
    var walkDue: Duration? {
        switch walk.stage {
        case .idle(let due): connectivity.isOpen || walk.isOrdered ? due : nil
        case .turn(let at): at
        case .away(let flight): flight.due
        case .save, .judge: .zero
        }
    }

    func stepWalk() {
        switch walk.stage {
        case .idle: beginWalk()
        case .turn: askForPage()
        case .away(let flight): hearPage(flight)
        case .save(let page): save(page)
        case .judge: judge()
        }
    }

    private func beginWalk() {
        guard let known = try? cache.sessionProgress() else { return endWalk() }
        walk.startedAt = uptime
        goOn(known)
        let itinerary = walk.itinerary?.walk
        if known.quick == nil, itinerary?.kind == .changes, let since = itinerary?.since {
            let ids = try? cache.sessions(updatedAfter: since, limit: Witnesses.most)
            walk.witnesses = Witnesses(ids ?? [])
        }
    }

    /// The full walk, and then the changes; the changes alone if that is not due.
    private func goOn(_ known: SessionProgress) {
        let rules = SessionRules()
        let isFull =
            walk.isFull || rules.quickKind(known) == nil
            || rules.isFullDue(known, at: world.hours.wall)
        walk.itinerary = SessionItinerary(
            isFull ? .full : rules.quickKind(known) ?? .full, known, rules)
        walk.stage = .turn(at: uptime)
    }

    private func askForPage() {
        guard let request = walk.itinerary?.request else { return endWalk() }
        let wait = take(.refresh)
        walk.asked = try? cache.turn()
        walk.stage =
            wait > .zero
            ? .turn(at: uptime + wait) : .away(world.send(.page(request), turnTakenAt: uptime))
    }

    private func hearPage(_ flight: Flight) {
        guard case .toAgent(_, let answer) = flight.leg else {
            var flight = flight
            world.arrive(&flight)
            walk.stage = .away(flight)
            return
        }
        hear(answer.failure)
        if case .page(let page) = answer { walk.stage = .save(page) } else { endWalk() }
    }

    private func save(_ page: SessionPage) {
        let now = world.hours.wall
        guard let isFinished = walk.itinerary?.advance(past: page, at: now),
            let itinerary = walk.itinerary
        else { return endWalk() }
        walk.witnesses.meet(page)
        let sessions = itinerary.keeping(page)
        guard isFinished else {
            let saved = try? cache.savePage(
                sessions, itinerary.progress, asked: walk.asked, at: now)
            guard saved != nil else { return endWalk() }
            return walk.stage = .turn(at: uptime)
        }
        let saved = try? cache.finishWalk(
            sessions, itinerary.progress, completedBefore: itinerary.completedBefore,
            asked: walk.asked, at: now)
        guard saved != nil else { return endWalk() }
        walk.stage = .judge
    }

    /// No session is ever deleted here, so that a witness that was not shown is there.
    private func judge() {
        guard var known = try? cache.sessionProgress(), let kind = walk.itinerary?.walk.kind else {
            return endWalk()
        }
        guard kind == .changes, !walk.witnesses.isEmpty else { return endWalk(succeeded: true) }
        let isTrue = walk.witnesses.missing.isEmpty
        if isTrue { known.filter = .works } else { known.distrustFilter() }
        guard (try? cache.save(known)) != nil else { return endWalk() }
        if isTrue {
            freshness.prove(since: walk.startedAt)
            world.oracle.proofs.append(walk.startedAt)
        }
        endWalk(succeeded: true)
    }

    /// `RefreshSchedule.finish`, and the order's end.
    private func endWalk(succeeded: Bool = false) {
        walk = Walk(dueAt: uptime + RefreshSchedule.Intervals().sessions, after: succeeded)
        proofIsThere()
    }

    /// `Probe.run`
    var probeDue: Duration? {
        switch probe {
        case .asleep: connectivity.isOpen ? nil : .zero
        case .pausing(let until), .turn(let until): until
        case .away(let flight): flight.due
        }
    }

    func stepProbe() {
        switch probe {
        case .asleep:
            let pause = connectivity.probePause(
                jitter: world.numbers.fraction(), at: moment)
            probe = .pausing(until: uptime + pause)
        case .pausing:
            connectivity.probeLeaves(at: moment)
            probe = .turn(at: uptime)
        case .turn:
            let wait = take(.replay)
            probe =
                wait > .zero
                ? .turn(at: uptime + wait)
                : .away(world.send(.page(SessionPageRequest(pageSize: 1)), turnTakenAt: uptime))
        case .away(var flight):
            if case .toAgent(_, let answer) = flight.leg {
                probe = .asleep
                hear(answer.failure)
                connectivity.probeEnded()
            } else {
                world.arrive(&flight)
                probe = .away(flight)
            }
        }
    }
}
