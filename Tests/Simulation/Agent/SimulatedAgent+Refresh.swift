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
        case .save, .end: .zero
        }
    }

    func stepWalk() {
        switch walk.stage {
        case .idle: beginWalk()
        case .turn: askForPage()
        case .away(let flight): hearPage(flight)
        case .save(let page): save(page)
        case .end(let finished): end(finished)
        }
    }

    private func beginWalk() {
        guard let known = try? cache.sessionProgress() else { return endWalk() }
        walk.startedAt = uptime
        walk.goesOn = known.walk != nil
        walk.itinerary = SessionItinerary(known, full: walk.isFull, at: world.hours.wall)
        walk.stage = .turn(at: uptime)
    }

    private func askForPage() {
        guard let request = walk.itinerary?.request else { return endWalk() }
        let wait = budget.take(.refresh, at: uptime)
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
        guard let before = walk.itinerary?.walk,
            let isFinished = walk.itinerary?.advance(past: page, at: world.hours.wall),
            let itinerary = walk.itinerary,
            (try? cache.savePage(
                itinerary.keeping(page), itinerary.progress, walk: before.number,
                at: world.hours.wall)) != nil
        else { return endWalk() }
        walk.stage = isFinished ? .end(before) : .turn(at: uptime)
    }

    private func end(_ finished: SessionWalk) {
        guard let itinerary = walk.itinerary,
            (try? cache.finishWalk(
                finished, itinerary.progress, completedBefore: itinerary.completedBefore,
                at: world.hours.wall)) != nil
        else { return endWalk() }
        if !walk.goesOn, itinerary.provesAll {
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
            let pause = connectivity.probePause(jitter: world.numbers.fraction())
            probe = .pausing(until: uptime + pause)
        case .pausing:
            probe = .turn(at: uptime)
        case .turn:
            let wait = budget.take(.replay, at: uptime)
            probe =
                wait > .zero
                ? .turn(at: uptime + wait)
                : .away(world.send(.page(SessionPageRequest(pageSize: 1)), turnTakenAt: uptime))
        case .away(var flight):
            if case .toAgent(_, let answer) = flight.leg {
                probe = .asleep
                hear(answer.failure)
            } else {
                world.arrive(&flight)
                probe = .away(flight)
            }
        }
    }
}
