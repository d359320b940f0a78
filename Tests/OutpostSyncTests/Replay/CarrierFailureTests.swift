import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("the carrier, when things go wrong", .timeLimit(.minutes(1)))
struct CarrierFailureTests {
    private let session = Session.sample(1)

    @Test("a session that somebody moved is left where it is")
    func moved() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session.moved(to: .cobranca))
            let intent = try branch.accept(session)
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(try branch.state(intent) == .conflict)
            #expect(branch.remote.count(.transfer) == 0)
            let cached = try branch.cache.session(session.id)?.session
            #expect(cached?.departmentID == Department.cobranca.id, "the look was not in vain")
        }
    }

    @Test("a session that is gone is rejected, and not sent")
    func gone() async throws {
        try await Branch.open { [session] branch in
            let intent = try branch.accept(session)
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(try branch.state(intent) == .rejected)
            #expect(branch.remote.count(.transfer) == 0)
        }
    }

    @Test("what the server will never take is sent once")
    func rejected() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.fail(.transfer, with: .rejected)
            #expect(await branch.carrier.carry(intent) == .none)
            let stored = try branch.outbox.intent(intent.id)
            #expect(stored.state == .rejected)
            #expect(stored.reason == RemoteFailure.rejected.reason)
            #expect(try branch.outbox.attempts(at: intent.id).map(\.outcome) == [.rejected])
        }
    }

    @Test("three errors without a reason, and a person is asked")
    func unexplained() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.fail(.transfer, with: .unexplained, times: .max)
            for state in [Intent.State.queued, .queued, .conflict] {
                _ = await branch.carrier.carry(try branch.outbox.intent(intent.id))
                #expect(try branch.state(intent) == state)
            }
            #expect(branch.remote.count(.transfer) == 3)
            #expect(
                try branch.outbox.attempts(at: intent.id).map(\.outcome)
                    == [.unexplained, .unexplained, .unexplained])
        }
    }

    @Test("without a line nothing is written down but that it waits")
    func offline() async throws {
        try await Branch.open { [session] branch in
            let intent = try branch.accept(session)
            branch.remote.goDown()
            #expect(await branch.carrier.carry(intent) == .backoff(atLeast: nil))
            #expect(try branch.outbox.intent(intent.id) == intent)
            #expect(try branch.outbox.attempts(at: intent.id) == [])
        }
    }

    @Test("an intent that is too late is ended without a request")
    func expired() async throws {
        try await Branch.open { [session] branch in
            let intent = try branch.accept(session, lifetime: 60)
            try await branch.pass(.seconds(60))
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(try branch.state(intent) == .expired)
            #expect(branch.remote.calls == [])
        }
    }

    @Test("a cache that cannot be written does not stop the queue")
    func brokenCache() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.closeCache()
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(try branch.state(intent) == .delivered)
        }
    }

    @Test("an outbox that cannot be written sends nothing")
    func brokenOutbox() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.closeOutbox()
            #expect(await branch.carrier.carry(intent) == .backoff(atLeast: nil))
            #expect(branch.remote.count(.transfer) == 0)
        }
    }

    @Test(
        "an outbox that fails while a transfer is on its way is tried again, or made good at a start"
    )
    func outboxFailsMeanwhile() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.during(.transfer) { branch.closeOutbox() }
            try await withThrowingTaskGroup { group in
                group.addTask { _ = await branch.carrier.carry(intent) }
                try await branch.pass(.seconds(300))
                group.cancelAll()
            }
            let reopened = try Outbox.open(in: branch.directory, forAgent: true)
            defer { reopened.close() }
            #expect(try reopened.intent(intent.id).state == .sending)
            #expect(try reopened.recover(at: noon).map(\.id) == [intent.id])
            #expect(try reopened.intent(intent.id).isAmbiguous)
        }
    }

    @Test("the next in the lane does not take our own move for somebody else's")
    func ownMove() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let first = try branch.accept(session)
            branch.remote.during(.transfer) {
                // Accepted while the first is on its way: it saw the old place.
                _ = try? branch.accept(session, to: .department(Department.cobranca.id))
            }
            _ = await branch.carrier.carry(first)
            let second = try #require(try branch.outbox.heads(after: 0, count: 1).first)
            #expect(await branch.carrier.carry(second) == .none)
            #expect(try branch.state(second) == .delivered)
            #expect(branch.remote.moves.map(\.target) == [first.target, second.target])
        }
    }
}
