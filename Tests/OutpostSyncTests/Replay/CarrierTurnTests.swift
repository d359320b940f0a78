import Foundation
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

/// What happens while a transfer waits for its turn in the budget.
@Suite("waiting for a turn")
struct CarrierTurnTests {
    @Test("a session that a colleague moves during the wait is a conflict, not pulled away")
    func movedDuringTheWait() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.meter.close(for: .seconds(60), branch.clocks)
            try await withThrowingTaskGroup { group in
                group.addTask { _ = await branch.carrier.carry(intent) }
                try await branch.pass(.seconds(30))
                #expect(try branch.state(intent) == .queued, "nothing is written down as sent yet")
                branch.remote.put(session.moved(to: .cobranca))
                try await branch.pass(.seconds(60))
                try await group.waitForAll()
            }
            #expect(try branch.state(intent) == .conflict)
            #expect(branch.remote.count(.transfer) == 0)
        }
    }

    @Test("nothing leaves without a turn, where the proof of freshness ends at any moment")
    func noMoreThanItsTurns() async throws {
        try await Branch.open(share: 0.02) { branch in
            let sessions = (1...12).map { Session.sample($0) }
            for session in sessions { branch.remote.put(session) }
            try await branch.refresher.refresh(.sessions, full: true) { _ in }
            let freshness = Freshness()
            let carrier = Carrier(
                branch.uplink(), outbox: branch.outbox, cache: branch.cache, freshness: freshness,
                clocks: branch.clocks, logger: branch.logger)
            let intents = try sessions.map { try branch.accept($0) }
            let before = branch.remote.calls.count
            try await withThrowingTaskGroup { group in
                for lane in 0..<4 {
                    group.addTask {
                        for place in stride(from: lane, to: intents.count, by: 4) {
                            freshness.prove(since: branch.clocks.uptime())
                            // Again, where its turn was one too few.
                            while try branch.state(intents[place]) == .queued {
                                _ = await carrier.carry(intents[place])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(branch.remote.count(.transfer) == 12)
            // A small bucket at once, and what has flowed in since: 20 in 5 minutes, less 2.5.
            let flowed = branch.time.elapsed.seconds * 17.5 / 300
            #expect(Double(branch.remote.calls.count - before) <= 2.5 + flowed)
        }
    }

    @Test("a transfer that its owner takes back during the wait is not sent, nor looked at")
    func cancelledDuringTheWait() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.meter.close(for: .seconds(60), branch.clocks)
            try await withThrowingTaskGroup { group in
                group.addTask { _ = await branch.carrier.carry(intent) }
                try await branch.pass(.seconds(30))
                _ = try branch.outbox.cancel(intent.id, at: branch.clocks.now())
                try await branch.pass(.seconds(60))
                try await group.waitForAll()
            }
            #expect(try branch.state(intent) == .cancelled)
            #expect(branch.remote.calls.isEmpty)
        }
    }
}
