import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what will become of sessions")
struct UpcomingTests {
    let folder: Folder
    let outbox: Outbox

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func accept(_ session: Int, to department: Int = 1) throws -> Intent {
        try outbox.accept(Example.transfer(session, to: department), at: Example.noon).intent
    }

    private func settle(_ intent: Intent, _ state: Intent.State) throws {
        try outbox.settle(intent.id, Settlement(state, reason: "x"), at: Example.noon)
    }

    private func upcoming(_ sessions: Int...) throws -> [Session.ID: Intent.ID] {
        try outbox.upcoming(for: sessions.map { Example.id($0) }).mapValues(\.id)
    }

    @Test("the newest open transfer of each session that was asked for")
    func newest() throws {
        let sending = try accept(1)
        _ = try outbox.begin(sending.id, seen: nil, at: Example.noon)
        let newer = try accept(1, to: 2)
        let other = try accept(2)
        #expect(try upcoming(1) == [Example.id(1): newer.id])
        #expect(try upcoming(1, 2, 3) == [Example.id(1): newer.id, Example.id(2): other.id])
        #expect(try upcoming() == [:])
    }

    @Test("none where one waits for a person, nor where all have ended", arguments: [true, false])
    func waiting(isHeld: Bool) throws {
        let first = try accept(1)
        if isHeld {
            _ = try outbox.hold(first.id, at: Example.noon)
        } else {
            try settle(first, .conflict)
        }
        #expect(try upcoming(1) == [:])
        #expect(try outbox.upcomingPlacements().isEmpty)
        _ = try accept(1, to: 2)
        #expect(try upcoming(1) == [:], "it waits behind the other")
        try settle(try accept(2), .delivered)
        #expect(try upcoming(1, 2) == [:])
        #expect(try outbox.upcomingPlacements().isEmpty)
    }

    @Test("what is settled while somebody looks is pending for him still")
    func oneMoment() throws {
        let intent = try accept(1)
        try outbox.withPending { pending in
            try settle(intent, .delivered)
            #expect(try pending.upcoming(for: [Example.id(1)]).count == 1)
            #expect(try pending.placements() != .none)
        }
        #expect(try upcoming(1) == [:])
    }

    @Test("all of them at once, for the other database")
    func all() throws {
        #expect(try outbox.upcomingPlacements() == .none)
        _ = try accept(1)
        let (session, department) = (Example.id(1) as Session.ID, Example.id(1) as Department.ID)
        #expect(
            try outbox.upcomingPlacements().json
                == #"[["\#(session.text)","\#(department.text)",null]]"#)
    }
}
