import OutpostModel
import Testing

@testable import OutpostStore

@Suite("the event log, and forgetting")
struct EventTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accept(_ session: Int, at seconds: Double = 0) throws -> Intent.ID {
        try outbox.accept(Example.transfer(session), at: Example.later(seconds)).intent.id
    }

    @Test("events are read in order, after the one that was seen, as many as asked for")
    func pages() throws {
        #expect(try outbox.lastEventID() == 0)
        let id = try accept(1)
        try outbox.record(.offline, reason: "no route", at: Example.later(1))
        _ = try outbox.cancel(id, at: Example.later(2))
        let events = try outbox.events(after: 0, count: 100)
        #expect(events.map(\.id) == [1, 2, 3])
        #expect(
            events.map(\.subject) == [
                .intent(id, .queued), .line(.offline), .intent(id, .cancelled),
            ])
        #expect(events.map(\.at) == [Example.noon, Example.later(1), Example.later(2)])
        #expect(events[1].reason == "no route")
        #expect(try outbox.events(after: 1, count: 1).map(\.id) == [2])
        #expect(try outbox.events(after: 3, count: 9).isEmpty)
        #expect(try outbox.lastEventID() == 3)
    }

    @Test("every word for the line can be written down", arguments: LineState.allCases)
    func lines(_ state: LineState) throws {
        try outbox.record(state, reason: nil, at: Example.noon)
        #expect(try outbox.events(after: 0, count: 9).map(\.subject) == [.line(state)])
    }

    @Test("what ended long ago is forgotten with its attempts, and stays counted")
    func prunes() throws {
        let old = try accept(1)
        _ = try outbox.begin(old, seen: nil, at: Example.noon)
        try outbox.settle(
            old, Settlement(.delivered, reason: nil, closing: .init(.delivered)),
            at: Example.later(10))
        let recent = try accept(2)
        _ = try outbox.cancel(recent, at: Example.later(20))
        let open = try accept(3, at: -1000)
        let before = try outbox.tally()
        _ = try outbox.prune(before: Example.later(20), at: Example.later(30))
        #expect(throws: OutboxFailure.unknown(old)) { try outbox.intent(old) }
        #expect(try outbox.attempts(at: old).isEmpty)
        #expect(try outbox.intent(recent).state == .cancelled)
        #expect(try outbox.intent(open).state == .queued)
        #expect(try outbox.tally() == before)
    }

    @Test("numbers of events go on where they were, whatever was forgotten")
    func numbers() throws {
        for session in 1...3 { _ = try outbox.cancel(try accept(session), at: Example.noon) }
        _ = try outbox.prune(before: Example.later(1000), at: Example.later(1000))
        #expect(try outbox.events(after: 0, count: 9).map(\.id) == [6])
        outbox.close()
        let again = try Outbox.open(in: folder.path, forAgent: true)
        try again.record(.online, reason: nil, at: Example.later(1001))
        #expect(try again.lastEventID() == 7)
    }

    @Test("forgetting takes some at a time, the oldest first")
    func some() throws {
        let ids = try (1...5).map { try accept($0) }
        for (turn, id) in ids.enumerated() {
            _ = try outbox.cancel(id, at: Example.later(Double(turn)))
        }
        _ = try outbox.prune(before: Example.later(1000), at: Example.later(1000), count: 2)
        let left = try outbox.intents(IntentQuery(states: [.cancelled])).map(\.id)
        #expect(left == Array(ids[2...]))
        #expect(try outbox.events(after: 0, count: 99).map(\.id) == Array(3...10))
    }
}
