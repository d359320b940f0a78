import OutpostModel
import OutpostStore
import OutpostSync

extension History {
    /// The line is good, nothing changes, and a day passes.
    func quietDay() async throws {
        branch.with {
            $0.note("quiet")
            $0.heal()
        }
        try restartIfDead()
        // All that was changed becomes visible.
        hours.pass(.seconds(120))
        for _ in 0..<3 where !isOver {
            try await catchUp()
            hours.pass(.seconds(8 * 3_600))
        }
        try await catchUp()
        guard !isOver else { return }
        branch.with { $0.compare() }
    }

    /// Goes on until there is nothing left to be done but to look around.
    private func catchUp() async throws {
        let bound = branch.with { 100 + 20 * $0.table.chats.count }
        var rounds = 0
        for _ in 0..<bound where !isOver {
            try await goOn()
            if isCaughtUp {
                rounds += 1
                if rounds == 4 { return }
            }
        }
        branch.with { branch in
            branch.oracle.require(
                .requestsAreBounded, branch.oracle.violation != nil, "no end in \(bound) steps")
        }
    }

    private var isCaughtUp: Bool {
        guard let progress = branch.with({ try? $0.cache.sessionProgress() }) else {
            return false
        }
        return progress.full == nil && progress.quick == nil && progress.met == 0
            && progress.metOpen == 0 && (try? refresher.isFullDue()) == false
    }
}
