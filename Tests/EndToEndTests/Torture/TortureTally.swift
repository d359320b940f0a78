import HelenaSimulator
import OutpostModel

/// What the rounds exercised.
struct TortureTally: Sendable {
    private var counts: [(name: String, count: Int)] = []
    private var faults: [String: Int] = [:]
    private(set) var violations = 0

    mutating func add(_ evidence: TortureEvidence, _ oracle: TortureOracle) {
        violations += oracle.violations.count
        let intents = evidence.records.map(\.detail.intent)
        add("rounds", 1)
        add("kills", evidence.seen.kills)
        add("commands", evidence.seen.answers.count)
        add("of them killed", evidence.seen.answers.count { $0.outcome.status == -9 })
        add("repetitions", evidence.seen.answers.count { $0.accepted?.repetition == true })
        add("accepted", intents.count)
        for state in Intent.State.allCases where !state.isOpen {
            add(state.rawValue, intents.count { $0.state == state })
        }
        add("already there", intents.count { $0.reason == "already there" })
        add("conflicts", evidence.seen.conflictsSeen.count)
        add("forced by a person", evidence.seen.forced.count)
        let attempts = evidence.records.flatMap(\.detail.attemptLog)
        add("attempts", attempts.count)
        add("lost answers", attempts.count { $0.outcome == .lost })
        add("lost and carried out", lostAndDone(evidence, oracle))
        add("writes", oracle.sendings.count { $0.entry != nil })
        add("colleagues' deeds", evidence.timeline.deeds.count)
        add("requests", evidence.timeline.arrivals.count)
        for arrival in evidence.timeline.arrivals {
            if let fault = arrival.request.fault { faults[fault, default: 0] += 1 }
        }
    }

    var summary: String {
        let all = counts.filter { $0.count > 0 } + [("violations", violations)]
        let struck = faults.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "torture: " + all.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
            + "\ntorture: faults that struck: " + struck.joined(separator: ", ")
    }

    private mutating func add(_ name: String, _ count: Int) {
        if let position = counts.firstIndex(where: { $0.name == name }) {
            counts[position].count += count
        } else {
            counts.append((name, count))
        }
    }

    private func lostAndDone(_ evidence: TortureEvidence, _ oracle: TortureOracle) -> Int {
        oracle.sendings.count { sending in
            sending.entry != nil
                && evidence.records[sending.record].detail.attemptLog[sending.attempt].outcome
                    == .lost
        }
    }
}
