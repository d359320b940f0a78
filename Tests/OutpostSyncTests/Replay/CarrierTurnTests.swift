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
