import OutpostModel
import Testing

@testable import OutpostStore

@Suite("the count of everything")
struct TallyTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("before anything happened everything is zero")
    func empty() throws {
        let tally = try Outbox.open(in: folder.path, forAgent: false).tally()
        #expect(tally.accepted == 0)
        #expect(Set(tally.counts.keys) == Set(Intent.State.allCases))
        #expect(tally.counts.values.allSatisfy { $0 == 0 })
        #expect(tally.oldestQueuedAt == nil)
        #expect(tally.open == 0)
    }

    @Test("the oldest that is queued is the first accepted, whatever the clock said")
    func oldest() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: false)
        let first = try outbox.accept(Example.transfer(1), at: Example.later(50)).intent
        _ = try outbox.accept(Example.transfer(2), at: Example.later(20))
        #expect(try outbox.tally().oldestQueuedAt == Example.later(50))
        _ = try outbox.cancel(first.id, at: Example.later(60))
        #expect(try outbox.tally().oldestQueuedAt == Example.later(20))
    }

    @Test(
        "whatever happens, everything accepted is counted once",
        arguments: 1...6 as ClosedRange<UInt64>)
    func always(seed: UInt64) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true, limit: 12)
        var life = RandomLife(outbox, seed: seed)
        var states: [Intent.ID: Intent.State] = [:]
        var events = 0
        for _ in 0..<250 {
            life.step()
            let now = try life.states()
            let changed = now.filter { states[$0.key] != $0.value }
            let told = try outbox.database.integer("SELECT count(*) FROM event") ?? 0
            try #require(told - events == changed.count, "one event for each change")
            (states, events) = (now, told)
            let tally = try outbox.tally()
            try #require(tally.accepted == tally.counts.values.reduce(0, +))
            try #require(tally.accepted == now.count)
            for state in Intent.State.allCases {
                try #require(tally[state] == now.values.count { $0 == state })
            }
        }
        #expect(life.done > 100, "too much was refused for this to say anything")
        try expectGapless(outbox, states)
    }

    /// Event ids without gaps, and for each intent a path from queued to where it stands.
    private func expectGapless(_ outbox: Outbox, _ states: [Intent.ID: Intent.State]) throws {
        let lines = try outbox.database.texts(
            "SELECT id || ' ' || intentID || ' ' || state FROM event ORDER BY id")
        var reached: [Intent.ID: Intent.State] = [:]
        for (position, line) in lines.enumerated() {
            let parts = line.split(separator: " ").map(String.init)
            let id = try #require(Intent.ID(parts[1]))
            let state = try #require(Intent.State(rawValue: parts[2]))
            #expect(parts[0] == "\(position + 1)")
            if let from = reached[id] {
                #expect(from.successors.contains(state))
            } else {
                #expect(state == .queued)
            }
            reached[id] = state
        }
        #expect(reached == states)
    }
}
