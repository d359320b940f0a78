import OutpostModel
import OutpostStore
import OutpostSync

// `Refresh.keepInStep`, `perform`, `carryOut` and `handle`, one step at a time.
extension History {
    /// Does what is due, or waits for it.
    func goOn() async throws {
        branch.with { $0.keepHouse() }
        guard let chore = schedule.dueNow(at: clocks.uptime()).first else {
            hours.pass(schedule.pause(at: clocks.uptime()))
            return branch.with { $0.worldMoves() }
        }
        try await perform(chore)
    }

    func perform(_ chore: RefreshChore) async throws {
        await attempt(chore)
        try restartIfDead()
    }

    private func attempt(_ chore: RefreshChore) async {
        let startedAt = clocks.uptime()
        var outcome = RefreshSchedule.Outcome.failed
        await step(ofChanges: chore == .changes) { [self] () async throws(RefreshFailure) in
            outcome = try await carryOut(chore)
        }
        schedule.finish(
            chore, outcome, took: clocks.uptime() - startedAt, at: clocks.uptime(),
            jitter: clocks.chance())
        if chore == .reconcile, outcome == .changed {
            schedule.hasten(.changes, at: clocks.uptime())
        }
    }

    private func carryOut(
        _ chore: RefreshChore
    ) async throws(RefreshFailure) -> RefreshSchedule.Outcome {
        let report: RefreshProgress
        switch chore {
        case .departments:
            report = try await refresher.refresh(.departments, full: false) { _ in }
        case .users:
            report = try await refresher.refresh(.users, full: false) { _ in }
        case .changes:
            report = try await refresher.refreshChanges()
        case .reconcile:
            guard try refresher.isFullDue() else { return .unchanged }
            return try await refresher.reconcilePage() ? .changed : .unfinished
        }
        return report.changed + report.deleted > 0 ? .changed : .unchanged
    }

    /// `outpost refresh sessions`, with replay's needs between the pages.
    func order(full: Bool) async throws {
        branch.with { $0.count(full ? .fullOrdered : .quickOrdered) }
        await step(ofChanges: false) { [self] () async throws(RefreshFailure) in
            _ = try await refresher.refresh(
                .sessions, full: full, between: { [self] in await betweenPages() },
                progress: { _ in })
        }
        try restartIfDead()
    }

    private func betweenPages() async {
        let isUrgent = branch.with { branch in
            branch.look()
            guard !branch.isDead, branch.numbers.happens(0.2) else { return false }
            branch.count(.urgentBetweenPages)
            return true
        }
        let before = branch.with(\.requests)
        defer { branch.with { $0.nested += $0.requests - before } }
        if isUrgent {
            await step(ofChanges: true) { [self] () async throws(RefreshFailure) in
                _ = try await refresher.refresh(.sessions, full: false) { _ in }
            }
        }
        for chore in schedule.dueNow(at: clocks.uptime()) where chore != .reconcile {
            guard branch.with({ !$0.isDead }) else { return }
            branch.with { $0.count(.choreBetweenPages) }
            await attempt(chore)
        }
    }

    /// One step of the agent, and what is to be seen of it.
    private func step(
        ofChanges: Bool, _ body: () async throws(RefreshFailure) -> Void
    ) async {
        let before = branch.with { branch in
            branch.look()
            return Before(branch)
        }
        let startedAt = clocks.uptime()
        do {
            try await body()
        } catch {
            handle(error)
        }
        let hasWorked = branch.with { !$0.isDead }
        guard hasWorked else { return }
        if mutation == .proveResumed, before.progress.quick != nil, ofChanges {
            freshness.prove(since: startedAt)
        }
        branch.with { branch in
            branch.look()
            if branch.sabotage.editsWalks { branch.oracle.takeForAnswered() }
            branch.sabotage.spoil(branch.cache, before: before.progress, branch.reader, hours)
            branch.look()
            guard !branch.isDead else { return }
            checkProof(since: startedAt, before, branch)
            branch.checkRequests(before, ofChanges: ofChanges)
        }
    }

    /// Whether a proof has come about that begins with this step, and then whether it is true.
    private func checkProof(since start: Duration, _ before: Before, _ branch: Branch) {
        let end = start + Freshness.lasts
        guard freshness.holds(at: end, closedAt: nil),
            !freshness.holds(at: end + .nanoseconds(1), closedAt: nil)
        else { return }
        branch.count(.proof)
        guard branch.table.quirks.isHonest else { return }
        branch.oracle.checkProof(before.shown, branch.table)
        if let violation = branch.oracle.violation { branch.note("\(violation)") }
    }

    /// What the store says goes wrong with the file is put right.
    private func handle(_ failure: RefreshFailure) {
        branch.with { branch in
            branch.note("failed: \(failure)")
            guard !branch.isDead else { return }
            let isCut = branch.oracle.last.map { $0.full != nil || $0.quick != nil } ?? false
            if isCut { branch.count(.walkCut) }
            if branch.trouble == 0, branch.unrest == 0 {
                branch.oracle.require(.quietSucceeds, branch.mayFail, "\(failure)")
            }
            if case .store(.damaged) = failure { branch.rebuild() }
        }
    }
}
