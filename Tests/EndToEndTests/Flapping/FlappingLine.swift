import HelenaSimulator

/// A line that goes and comes every few seconds, and loses an answer now and then while it is there.
struct FlappingLine {
    let simulator: HelenaSimulator
    var dice: Dice
    private(set) var cuts = 0

    init(_ simulator: HelenaSimulator, seed: UInt64) {
        self.simulator = simulator
        dice = Dice(seed: seed)
    }

    /// Returns when the moment has come; the line is whole then.
    mutating func flap(until end: ContinuousClock.Instant) async throws {
        let clock = ContinuousClock()
        while clock.now < end {
            await simulator.inject(dice.pick([.answerLost, .reset]), next: 1, method: "PUT")
            try await clock.sleep(for: dice.milliseconds(1_500...3_500))
            try await simulator.cutLine()
            cuts += 1
            try await clock.sleep(for: dice.milliseconds(500...2_000))
            try await simulator.restoreLine()
        }
        await simulator.clearFaults()
    }
}
