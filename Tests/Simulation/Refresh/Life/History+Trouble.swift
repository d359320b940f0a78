import OutpostModel
import OutpostStore
import OutpostSync

extension History {
    /// One thing happens: mostly the agent goes on.
    func troubledStep() async throws {
        let lot = branch.with { $0.numbers.below(100) }
        switch lot {
        case 0..<3: branch.with { $0.setClock() }
        case 3: branch.with { $0.passDays() }
        case 4..<8: branch.with { $0.nap() }
        case 8: branch.with { $0.loseCache() }
        case 9: branch.with { $0.damageCache() }
        case 10..<13: try await order(full: true)
        case 13..<20: try await order(full: false)
        case 20..<22: branch.with { $0.changeFilter() }
        case 22..<26:
            branch.with { $0.die() }
            try restartIfDead()
        default: try await goOn()
        }
    }
}
