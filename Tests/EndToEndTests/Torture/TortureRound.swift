import Foundation
import Glibc
import HelenaSimulator
import OutpostModel

/// One round: a branch and a service are maltreated as planned, the world heals, and the evidence
/// is gathered.
struct TortureRound: Sendable {
    let branch: Branch
    let clock: TortureClock
    let plan: TorturePlan
    let record = TortureRecord()

    /// How long an answer may take; short, so that lost ones do not fill the round.
    private static let settings = [
        "OUTPOST_HELENA_ANSWER_TIMEOUT": "1s", "OUTPOST_BUDGET_FIVE_SECOND_LIMIT": "100000",
        "OUTPOST_BUDGET_FIVE_MINUTE_LIMIT": "100000",
    ]

    /// Plays the round of that seed.
    static func play(seed: UInt64) async throws -> TortureEvidence {
        let clock = TortureClock()
        var evidence: TortureEvidence?
        try await Branch.open(TorturePlan.seeding(seed), now: clock.now) { branch in
            var branch = branch
            branch.settings.merge(settings) { $1 }
            let plan = await TorturePlan(seed: seed, for: branch.simulator)
            let round = TortureRound(branch: branch, clock: clock, plan: plan)
            do {
                try await round.play()
            } catch {
                round.record.note { $0.violations.append("the round broke off: \(error)") }
            }
            evidence = try await round.evidence()
        }
        guard let evidence else { throw NeverHappened(what: "round \(seed) was over") }
        return evidence
    }

    private func play() async throws {
        if !plan.startsCold { _ = try await branch.outpost("refresh") }
        let start = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            group.addTask { try await live() }
            for step in plan.steps {
                group.addTask {
                    try await ContinuousClock().sleep(until: start + step.at)
                    try await perform(step.action)
                }
            }
            try await group.waitForAll()
        }
        await branch.simulator.clearFaults()
        try await restoreLine()
        try await heal()
    }

    /// One agent after the other, each killed.
    private func live() async throws {
        for life in plan.lives {
            try await ContinuousClock().sleep(for: life.gapBefore)
            let left = try await branch.withAgent { agent in
                try await ContinuousClock().sleep(for: life.span)
                _ = Glibc.kill(agent.pid, SIGKILL)
            }
            record.note { content in
                content.kills += 1
                guard left.status != -SIGKILL else { return }
                content.violations.append(
                    "the agent left by itself with \(left.status): \(left.words)")
            }
        }
    }

    private func perform(_ action: TortureStep.Action) async throws {
        let simulator = branch.simulator
        switch action {
        case .transfer(let order):
            try await transfer(order)
        case .fault(let fault, let next, let after, let method, let path):
            await simulator.inject(fault, next: next, after: after, method: method, path: path)
        case .cutLine:
            try await simulator.cutLine()
        case .restoreLine:
            try await restoreLine()
        case .colleagueMoves(let deed, let session, let place):
            await act(deed) {
                try await simulator.colleagueTransfers(
                    session: session, toDepartment: place.department, user: place.user)
            }
        case .colleagueCompletes(let deed, let session):
            await act(deed) { try await simulator.colleagueCompletes(session: session) }
        case .cancel(let order):
            guard let id = record.intent(ofOrder: order) else { return }
            try await cancel(id)
        case .hold(let order):
            guard let id = record.intent(ofOrder: order) else { return }
            _ = try await branch.outpost("queue", "hold", id.text)
        }
    }

    /// The port of a line that has just been cut may still be in the hands of the listener that goes.
    private func restoreLine() async throws {
        for _ in 0..<20 {
            if (try? await branch.simulator.restoreLine()) != nil { return }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        try await branch.simulator.restoreLine()
    }

    private func act(_ deed: Int, _ body: () async throws -> Void) async {
        await TortureClock.$deed.withValue(deed) {
            // The service refuses to touch a session that was completed: then it was no deed.
            guard (try? await body()) != nil else { return }
            record.note { $0.deedsDone.insert(deed) }
        }
    }

    private func transfer(_ order: TortureOrder) async throws {
        let outcome: Branch.Outcome
        if let span = order.killedAfter {
            outcome = try await branch.outpost(order.arguments, killedAfter: span)
        } else {
            outcome = try await branch.outpost(order.arguments)
        }
        let accepted = try? outcome.decoded(AcceptanceReport.self)
        record.note {
            $0.answers.append(.init(order: order, outcome: outcome, accepted: accepted))
        }
    }

    func cancel(_ id: Intent.ID) async throws {
        let outcome = try await branch.outpost("queue", "cancel", id.text)
        if outcome.status == 0 { record.note { $0.cancelled.append(id) } }
    }
}
