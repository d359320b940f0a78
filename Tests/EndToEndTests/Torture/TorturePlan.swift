import HelenaSimulator
import OutpostModel

/// All that is done to a branch in one round. It follows from the seed.
struct TorturePlan: Sendable {
    /// One agent, from its start to its SIGKILL.
    struct Life: Sendable {
        let gapBefore: Duration
        let span: Duration
    }

    let seed: UInt64
    /// Without a copy of the lists at first.
    let startsCold: Bool
    let sessions: [SimulatedSession]
    let lives: [Life]
    /// In the order of their times.
    let steps: [TortureStep]

    static func seeding(_ seed: UInt64) -> Seeding {
        Seeding(departments: 24, users: 60, sessions: 20, seed: seed)
    }

    init(seed: UInt64, for simulator: HelenaSimulator) async {
        var dice = Dice(seed: seed)
        let open = await simulator.sessions().filter { !$0.isCompleted }
        var draft = TortureDraft(
            sessions: Array(open.shuffled(using: &dice).prefix(dice.count(4...9))),
            departments: await simulator.departments(), users: await simulator.users(), &dice)
        self.seed = seed
        startsCold = dice.happens(percent: 15)
        sessions = draft.sessions
        lives = (0..<dice.count(2...4)).map { _ in
            Life(
                gapBefore: dice.milliseconds(0...300),
                span: dice.milliseconds(dice.happens(percent: 30) ? 50...500 : 600...2_200))
        }
        draft.drawOrders(&dice)
        draft.drawColleagues(&dice)
        draft.drawFaults(&dice)
        draft.drawCuts(&dice)
        steps = draft.steps.sorted { $0.at < $1.at }
    }

    var orders: [TortureOrder] {
        steps.compactMap { if case .transfer(let order) = $0.action { order } else { nil } }
    }
}

extension TorturePlan: CustomStringConvertible {
    var description: String {
        let lives = lives.map { "\($0.gapBefore), agent, SIGKILL after \($0.span)" }
        return
            (["seed \(seed)\(startsCold ? ", without a copy" : "")"] + lives
            + steps.map(\.description)).joined(separator: "\n    ")
    }
}
