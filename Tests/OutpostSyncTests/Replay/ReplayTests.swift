import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("replay", .timeLimit(.minutes(1)))
struct ReplayTests {
    @Test("every queued intent is delivered, once", arguments: [UInt64(1), 2, 3])
    func drains(seed: UInt64) async throws {
        let chance = SeededChance(seed: seed)
        try await Branch.open(chance: { chance.next() }) { branch in
            let sessions = (1...60).map { Session.sample($0) }
            branch.remote.put(sessions)
            let intents = try sessions.map { try branch.accept($0) }
            try await branch.running(branch.replay()) { try await branch.pass(.seconds(60)) }
            for intent in intents { #expect(try branch.state(intent) == .delivered) }
            #expect(branch.remote.moves.count == 60)
            #expect(Set(branch.remote.moves.map(\.session)) == Set(sessions.map(\.id)))
        }
    }

    @Test("lanes run side by side up to the limit, the oldest first")
    func sideBySide() async throws {
        try await Branch.open { branch in
            let sessions = (1...12).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.change { $0.latency = .seconds(1) }
            for session in sessions { try branch.accept(session) }
            try await branch.running(branch.replay(Lanes(limit: 3))) {
                // A look and a transfer of a second each, three at a time.
                try await branch.pass(.seconds(9))
            }
            #expect(branch.remote.mostInFlight == 3)
            #expect(branch.remote.moves.map(\.session) == sessions.map(\.id))
        }
    }

    @Test("intents of one session keep their order")
    func order() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            branch.remote.change { $0.latency = .seconds(1) }
            let targets = [Department.suporte, .cobranca, .vendas].map {
                TransferTarget.department($0.id)
            }
            try await branch.running(branch.replay()) {
                for target in targets {
                    try branch.accept(session, to: target)
                    // Past the look: what has been sent is not replaced any more.
                    try await branch.pass(.milliseconds(1_750))
                }
                try await branch.pass(.seconds(10))
            }
            #expect(branch.remote.moves.map(\.target) == targets)
            #expect(try branch.outbox.tally()[.delivered] == 3)
        }
    }

    @Test("a session that is stuck never delays another")
    func stuck() async throws {
        try await Branch.open { branch in
            let sessions = (1...30).map { Session.sample($0) }
            branch.remote.put(sessions)
            for stuck in sessions.prefix(8) {
                branch.remote.fail(.transfer, of: stuck.id, with: .unexplained, times: .max)
            }
            for session in sessions { try branch.accept(session) }
            try await branch.running(branch.replay()) { try await branch.pass(.seconds(2)) }
            // Within two seconds, though in no strict order: lanes also wait for the budget.
            #expect(branch.remote.moves.count == 22)
            #expect(Set(branch.remote.moves.map(\.session)) == Set(sessions.dropFirst(8).map(\.id)))
        }
    }

    @Test("what another process accepts without ringing is found within a second")
    func noBell() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            try await branch.running(branch.replay()) {
                try await branch.pass(.milliseconds(500))
                let command = try Outbox.open(in: branch.directory, forAgent: false)
                defer { command.close() }
                let new = NewIntent(
                    id: .random(), sessionID: session.id,
                    target: .department(Department.suporte.id), base: nil, lifetime: 60)
                let intent = try command.accept(new, at: branch.clocks.now()).intent
                try await branch.pass(.milliseconds(1_001))
                #expect(try branch.state(intent) == .delivered)
            }
        }
    }

    @Test("an intent whose time runs out is ended, line or no line")
    func expiry() async throws {
        try await Branch.open { branch in
            branch.line.hear(.lineDown)
            let intent = try branch.accept(.sample(1), lifetime: 600)
            try await branch.running(branch.replay()) {
                try await branch.pass(.seconds(590))
                #expect(try branch.state(intent) == .queued)
                try await branch.pass(.seconds(12))
                #expect(try branch.state(intent) == .expired)
            }
        }
    }
}
