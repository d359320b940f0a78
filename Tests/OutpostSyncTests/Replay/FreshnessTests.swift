import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

@Suite("sparing the look", .timeLimit(.minutes(1)))
struct FreshnessTests {
    private let session = Session.sample(1)

    @Test("nothing is fresh without a proof, and a proof holds for seconds")
    func proof() {
        let freshness = Freshness()
        #expect(!freshness.holds(at: .zero, closedAt: nil))
        freshness.prove(since: .seconds(100))
        #expect(freshness.holds(at: .seconds(100) + Freshness.lasts, closedAt: nil))
        #expect(
            !freshness.holds(at: .seconds(100) + Freshness.lasts + .nanoseconds(1), closedAt: nil))
        freshness.prove(since: .seconds(50))
        #expect(
            freshness.holds(at: .seconds(105), closedAt: nil), "an older proof takes nothing back")
    }

    @Test("a proof from before the line was lost is none: people went on working meanwhile")
    func lost() {
        let freshness = Freshness()
        freshness.prove(since: .seconds(100))
        #expect(freshness.holds(at: .seconds(105), closedAt: .seconds(99)))
        #expect(!freshness.holds(at: .seconds(105), closedAt: .seconds(103)))
        #expect(freshness.isWanted(at: .seconds(105), closedAt: .seconds(103)))
    }

    @Test("a proof is asked for once in a while, and not while there is one")
    func wanted() {
        let freshness = Freshness()
        #expect(freshness.isWanted(at: .zero, closedAt: nil))
        #expect(!freshness.isWanted(at: .seconds(5), closedAt: nil))
        #expect(freshness.isWanted(at: .seconds(11), closedAt: nil))
        freshness.prove(since: .seconds(12))
        #expect(!freshness.isWanted(at: .seconds(22), closedAt: nil))
        #expect(freshness.isWanted(at: .seconds(23), closedAt: nil))
    }

    @Test("a session that is known to be where it was is sent without a look")
    func spared() {
        let send = Carriage.Step.send(seen: Intent.Base(session))
        #expect(Carriage(.sample()).start(at: noon, fresh: session) == send)
        let elsewhere = session.moved(to: .cobranca)
        #expect(
            Carriage(.sample(ifMoved: .force)).start(at: noon, fresh: elsewhere)
                == .send(seen: Intent.Base(elsewhere)))
    }

    @Test(
        "what would end it, or ask a person, is never decided from the cache",
        arguments: [
            Session.sample(1, in: .suporte), .sample(1, in: .cobranca),
            .sample(1, status: .completed),
        ])
    func notSpared(fresh: Session) {
        #expect(Carriage(.sample()).start(at: noon, fresh: fresh) == .look)
    }

    @Test("an intent whose answer was lost is looked at, however fresh the cache")
    func ambiguous() {
        #expect(Carriage(.sample(isAmbiguous: true)).start(at: noon, fresh: session) == .look)
    }

    @Test("after a short loss of the line a session is looked at, and one that was moved is left")
    func afterLoss() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            try branch.fillCache(session)
            let freshness = Freshness()
            let carrier = Carrier(
                branch.uplink(), outbox: branch.outbox, cache: branch.cache, freshness: freshness,
                clocks: branch.clocks, logger: branch.logger)
            freshness.prove(since: branch.clocks.uptime())
            try await branch.pass(.seconds(1))
            branch.line.hear(
                RemoteFailure(.offline(.refused), mayHaveBeenApplied: false, reason: "cut"))
            branch.line.hear(nil)
            _ = await carrier.carry(try branch.accept(session))
            #expect(branch.remote.calls.map(\.operation) == [.session, .transfer])
        }
    }

    @Test(
        "a proof is not asked for where the share would let nothing leave before it is old",
        arguments: [(0.5, true), (0.01, false)])
    func worthItsRequest(share: Double, isAskedFor: Bool) async throws {
        try await Branch.open(share: share) { branch in
            try branch.cache.save(
                SessionProgress(cursor: .noon(plus: -60), fullAt: noon, filter: .works))
            // What was saved up is spent: from now on there is what flows in.
            while branch.meter.current.wait(.replay, at: branch.clocks.uptime()) <= .zero {
                _ = await branch.meter.take(.replay, branch.clocks)
                branch.meter.finish(1, branch.clocks)
            }
            let proof = Proof(
                Freshness(), cache: branch.cache, line: branch.line, orders: branch.orders,
                meter: branch.meter, clocks: branch.clocks)
            await proof.obtain()
            #expect((branch.orders.next() != nil) == isAskedFor)
        }
    }

    @Test("with a fresh cache a transfer costs one request, and without one two")
    func requests() async throws {
        try await Branch.open { branch in
            let sessions = [Session.sample(1), .sample(2)]
            try branch.fillCache(sessions[0], sessions[1])
            let freshness = Freshness()
            let carrier = Carrier(
                branch.uplink(), outbox: branch.outbox, cache: branch.cache, freshness: freshness,
                clocks: branch.clocks, logger: branch.logger)
            freshness.prove(since: .zero)
            _ = await carrier.carry(try branch.accept(sessions[0]))
            #expect(branch.remote.calls.map(\.operation) == [.transfer])
            try await branch.pass(Freshness.lasts + .seconds(1))
            _ = await carrier.carry(try branch.accept(sessions[1]))
            #expect(branch.remote.calls.map(\.operation) == [.transfer, .session, .transfer])
            #expect(try branch.outbox.tally()[.delivered] == 2)
        }
    }
}
