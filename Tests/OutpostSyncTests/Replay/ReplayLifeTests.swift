import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle
import Testing

@Suite("replay, from its start to its end", .timeLimit(.minutes(1)))
struct ReplayLifeTests {
    @Test(
        "what was being sent when the agent died is looked at first, and carried out once",
        arguments: [true, false])
    func recovery(wasCarriedOut: Bool) async throws {
        let session = Session.sample(1)
        let before = try Branch()
        defer { try? FileManager.default.removeItem(atPath: before.directory) }
        let intent = try before.accept(session)
        _ = try before.outbox.begin(intent.id, seen: Intent.Base(session), at: noon)
        before.close()

        let after = try Branch(in: before.directory)
        defer { after.close() }
        after.remote.put(wasCarriedOut ? session.moved(to: .suporte) : session)
        try await after.time.run {
            try await after.running(after.replay()) { try await after.pass(.seconds(5)) }
        }
        #expect(after.remote.calls.first == .session(session.id))
        #expect(after.remote.moves.count == (wasCarriedOut ? 0 : 1))
        #expect(try after.state(intent) == .delivered)
        let outcomes = try after.outbox.attempts(at: intent.id).map(\.outcome)
        #expect(outcomes == (wasCarriedOut ? [.lost] : [.lost, .delivered]))
    }

    @Test("a session that is elsewhere after the agent died is for a person")
    func recoveryElsewhere() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            let intent = try branch.accept(session, ifMoved: .force)
            _ = try branch.outbox.begin(intent.id, seen: Intent.Base(session), at: noon)
            branch.remote.put(session.moved(to: .cobranca))
            try await branch.running(branch.replay()) { try await branch.pass(.seconds(5)) }
            #expect(try branch.state(intent) == .conflict)
            #expect(branch.remote.moves == [])
        }
    }

    @Test("it runs until a shutdown is asked for, and lets what is on its way come to its end")
    func shutdown() async throws {
        try await Branch.open { branch in
            let sessions = (1...20).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.change { $0.latency = .seconds(1) }
            for session in sessions { try branch.accept(session) }
            let group = ServiceGroup(
                configuration: .init(
                    services: [branch.replay(Lanes(limit: 2))], logger: branch.logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                // The first two looks are over, and their transfers are on their way.
                try await branch.pass(.milliseconds(1_500))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(branch.remote.moves.map(\.session) == sessions.prefix(2).map(\.id))
            let tally = try branch.outbox.tally()
            #expect(tally[.delivered] == 2)
            #expect(tally[.queued] == 18)
            #expect(tally[.sending] == 0)
        }
    }
}
