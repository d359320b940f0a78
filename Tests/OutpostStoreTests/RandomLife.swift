import Foundation
import OutpostModel

@testable import OutpostStore
import Seeded

/// Does to an outbox whatever comes to its mind, possible or not; the same for the same seed.
struct RandomLife {
    private let outbox: Outbox
    private var random: SplitMix
    private var clock = Example.noon
    /// How many operations were not refused.
    private(set) var done = 0

    init(_ outbox: Outbox, seed: UInt64) {
        self.outbox = outbox
        random = SplitMix(seed: seed)
    }

    func states() throws -> [Intent.ID: Intent.State] {
        let query = IntentQuery(states: Intent.State.allCases, limit: IntentQuery.largestLimit)
        return Dictionary(
            uniqueKeysWithValues: try outbox.intents(query).map { ($0.id, $0.state) })
    }

    mutating func step() {
        // Clocks step back, too.
        clock.addTimeInterval(Double(Int.random(in: -20...60, using: &random)))
        do {
            try operate()
            done += 1
        } catch {
            // Refused: then nothing may have changed, which is for the test to see.
        }
    }

    private mutating func operate() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45: try accept()
        case 45..<60: _ = try outbox.begin(try pick(), seen: Example.base(4), at: clock)
        case 60..<85: try settle()
        case 85..<90: _ = try outbox.cancel(try pick(), at: clock)
        case 90..<94: try attend()
        case 94..<97: _ = try outbox.expire(at: clock, count: 3)
        default: _ = try outbox.recover(at: clock)
        }
    }

    private mutating func accept() throws {
        let key = Int.random(in: 0..<40, using: &random)
        let new = Example.transfer(
            Int.random(in: 1...8, using: &random), to: Int.random(in: 1...2, using: &random),
            intent: Example.id(Int.random(in: 1...100_000, using: &random)),
            key: key < 20 ? "key \(key)" : nil,
            lifetime: Double(Int.random(in: 1...2000, using: &random)))
        _ = try outbox.accept(new, at: clock)
    }

    private mutating func settle() throws {
        let outcome = Attempt.Outcome.allCases.randomElement(using: &random) ?? .lost
        let state = Intent.State.allCases.randomElement(using: &random) ?? .queued
        let isSent = Bool.random(using: &random)
        try outbox.settle(
            try pick(),
            Settlement(
                state, reason: "by chance", closing: isSent ? .init(outcome) : nil,
                isAmbiguous: Bool.random(using: &random),
                strikes: Int.random(in: 0...3, using: &random)),
            arrived: Example.base(2), at: clock)
    }

    /// What a person does.
    private mutating func attend() throws {
        let id = try pick()
        switch Int.random(in: 0..<3, using: &random) {
        case 0: _ = try outbox.hold(id, at: clock)
        case 1: _ = try outbox.release(id, at: clock)
        default: _ = try outbox.retry(id, force: Bool.random(using: &random), at: clock)
        }
    }

    /// Mostly one that is still open.
    private mutating func pick() throws -> Intent.ID {
        let states = try states().sorted { $0.key < $1.key }
        let open = states.filter { $0.value.isOpen }
        let isAny = Int.random(in: 0..<5, using: &random) == 0 || open.isEmpty
        guard let id = (isAny ? states : open).randomElement(using: &random)?.key else {
            return Example.id(404)
        }
        return id
    }
}
