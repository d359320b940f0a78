import OutpostModel
import OutpostSync

/// Judges what the agent does by what was promised: a journal of effects, and a small model.
///
/// It hears of commands that were answered, of requests that leave and arrive, and reads the file.
/// It never asks the program under test what it thinks.
final class Oracle {
    /// Where a session was from some moment on, and who brought it there.
    struct Stay {
        enum Mover: Equatable { case beginning, colleague, intent(Int) }
        let since: Duration
        let placement: Placement
        let mover: Mover
    }

    var records: [Record] = []
    var history: [[Stay]]
    var ledger = Ledger()
    /// The first rule that was broken.
    private(set) var violation: Violation?
    /// Sessions that a late request has reached: nobody could have known, and no rule about order
    /// or number of effects is asked of them any more.
    var excused: Set<Int> = []
    var moving: [Int: Int] = [:]
    /// By whom each key was used first.
    var keys: [String: Int] = [:]
    var throttledAt = Duration.zero
    var throttledUntil = Duration.zero
    var departures: [Duration] = []
    /// Whether what was spent was ever written down; before that, the file says what the last scenario
    /// spent.
    var hasSpent = false
    /// The disk could not take what was spent: the next agent is not blamed for not knowing.
    var limitsMayBeForgotten = false
    let share: Double
    /// The start of each refresh of changes that came to its end.
    var proofs: [Duration] = []

    init(_ server: Server, share: Double) {
        history = server.chats.map {
            [Stay(since: .zero, placement: $0.placement, mover: .beginning)]
        }
        self.share = share
    }

    func require(_ rule: Rule, _ holds: Bool, _ words: @autoclosure () -> String) {
        ledger.count(.rule, rule.rawValue)
        if !holds, violation == nil { violation = Violation(rule: rule, words: words()) }
    }

    func record(_ id: Intent.ID) -> Int? { records.firstIndex { $0.id == id } }

    // MARK: What people were told

    func accepted(
        _ intent: Intent, chat: Int, base: Placement?, lifetime: Duration, at time: Duration,
        superseded: [Intent.ID]
    ) {
        let number = records.count + 1
        require(.numberedInOrder, intent.sequence == number, "\(intent.sequence), not \(number)")
        // The one it replaces saw the session first, if it knew it at all.
        let first = superseded.compactMap { record($0) }.min()
        let inherited = first.map { records[$0].expected } ?? []
        var expected = inherited.isEmpty ? base.map { [$0] } ?? [] : inherited
        // The base may be from before a move of ours, and then ours is what counts. Where a colleague
        // has brought the session back since, nobody can tell which time was read.
        if let base, let read = history[chat].firstIndex(where: { $0.placement == base }) {
            let ours = history[chat][read...].filter {
                if case .intent = $0.mover { true } else { false }
            }
            expected += ours.map(\.placement)
        }
        // What those before it in the lane have done or may yet do is no interference.
        let open = records.indices.filter { records[$0].chat == chat && records[$0].state.isOpen }
        if !expected.isEmpty {
            for effect in open.flatMap({ records[$0].effects }) {
                expected.append(history[chat][effect].placement)
            }
        }
        records.append(
            Record(
                number: number, id: intent.id, chat: chat, target: intent.target,
                ifMoved: intent.ifMoved, lifetime: lifetime, acceptedAt: time,
                expected: expected))
        if let key = intent.key { keys[key] = number }
    }

    func repeated(_ key: String, _ intent: Intent) {
        guard let first = keys[key], !records[first - 1].wasPruned else { return }
        require(
            .keysAreKept, records[first - 1].id == intent.id,
            "\(key) was first used by \(first)")
    }

    func forced(_ id: Intent.ID) {
        guard let place = record(id) else { return }
        records[place].isForced = true
    }

    /// Nobody can tell whether what was being sent has left.
    func agentDied() {
        for place in records.indices where records[place].state == .sending {
            records[place].mayHaveArrived = true
        }
    }

    func clockBecameUnknown() {
        for place in records.indices { records[place].isTimeless = true }
    }

    // MARK: What people did

    func moved(_ chat: Int, to placement: Placement, at time: Duration) {
        history[chat].append(Stay(since: time, placement: placement, mover: .colleague))
    }
}
