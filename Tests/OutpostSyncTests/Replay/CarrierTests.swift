import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("the carrier", .timeLimit(.minutes(1)))
struct CarrierTests {
    private let session = Session.sample(1)

    @Test("it looks, sends once, delivers, and puts the answer into the cache")
    func delivers() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(
                branch.remote.calls == [
                    .session(session.id), .transfer(session.id, to: intent.target),
                ])
            #expect(try branch.state(intent) == .delivered)
            #expect(try branch.outbox.attempts(at: intent.id).map(\.outcome) == [.delivered])
            let cached = try branch.cache.session(session.id)?.session
            #expect(cached?.departmentID == Department.suporte.id)
        }
    }

    @Test("the attempt is on disk before the transfer reaches the remote")
    func writtenDownFirst() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.during(.transfer) {
                // As another process sees it, through a connection of its own.
                let outside = try? Outbox.openForLookup(in: branch.directory)
                defer { outside?.close() }
                let stored = try? outside?.intent(intent.id)
                #expect(stored?.state == .sending)
                #expect(stored?.isAmbiguous == true)
                let attempts = try? outside?.attempts(at: intent.id)
                #expect(attempts?.map(\.outcome) == [nil])
            }
            _ = await branch.carrier.carry(intent)
            #expect(try branch.state(intent) == .delivered)
        }
    }

    @Test("an intent whose answer was lost is looked at, not sent again")
    func lostAnswer() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.fail(.transfer, .after)
            #expect(await branch.carrier.carry(intent) == .backoff(atLeast: Carriage.lateness))
            let lost = try branch.outbox.intent(intent.id)
            #expect(lost.state == .queued)
            #expect(lost.isAmbiguous)
            #expect(await branch.carrier.carry(lost) == .none)
            #expect(branch.remote.calls.last == .session(session.id))
            #expect(branch.remote.moves.count == 1)
            #expect(try branch.state(intent) == .delivered)
            #expect(try branch.outbox.attempts(at: intent.id).map(\.outcome) == [.lost])
        }
    }

    @Test(
        "a transfer that was lost on its way out is looked at, then sent again",
        arguments: [Intent.IfMoved.park, .force, .drop])
    func lostRequest(ifMoved: Intent.IfMoved) async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session, ifMoved: ifMoved)
            branch.remote.fail(.transfer, .before)
            _ = await branch.carrier.carry(intent)
            _ = await branch.carrier.carry(try branch.outbox.intent(intent.id))
            #expect(branch.remote.moves.count == 1)
            #expect(try branch.state(intent) == .delivered)
        }
    }

    @Test("a forced transfer of a moved session that was lost on its way out is sent again too")
    func lostForcedRequest() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session.moved(to: .cobranca))
            let intent = try branch.accept(session, ifMoved: .force)
            branch.remote.fail(.transfer, .before)
            _ = await branch.carrier.carry(intent)
            // Nobody has touched it since we sent it: it is where we saw it.
            _ = await branch.carrier.carry(try branch.outbox.intent(intent.id))
            #expect(try branch.state(intent) == .delivered)
            #expect(branch.remote.moves.count == 1)
        }
    }

    @Test("an unknown base becomes what the look saw, so that a lost answer can be judged")
    func baseFromLook() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let new = NewIntent(
                id: .random(), sessionID: session.id, target: .department(Department.suporte.id),
                base: nil, lifetime: 60)
            let intent = try branch.outbox.accept(new, at: noon).intent
            branch.remote.fail(.transfer, .before)
            _ = await branch.carrier.carry(intent)
            branch.remote.put(session.moved(to: .cobranca))
            _ = await branch.carrier.carry(try branch.outbox.intent(intent.id))
            #expect(try branch.state(intent) == .conflict)
            #expect(branch.remote.moves == [])
        }
    }

    @Test("an intent that is cancelled while it is looked at is not sent")
    func cancelled() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.during(.session) {
                _ = try? branch.outbox.cancel(intent.id, at: noon)
            }
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(branch.remote.count(.transfer) == 0)
            #expect(try branch.state(intent) == .cancelled)
            #expect(try branch.outbox.attempts(at: intent.id) == [])
        }
    }

    @Test("an intent that is replaced while it is looked at is not sent")
    func superseded() async throws {
        try await Branch.open { [session] branch in
            branch.remote.put(session)
            let intent = try branch.accept(session)
            branch.remote.during(.session) {
                _ = try? branch.accept(session, to: .department(Department.cobranca.id))
            }
            #expect(await branch.carrier.carry(intent) == .none)
            #expect(branch.remote.count(.transfer) == 0)
            #expect(try branch.state(intent) == .superseded)
        }
    }
}
