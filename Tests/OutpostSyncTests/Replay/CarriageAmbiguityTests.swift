import OutpostModel
import OutpostSync
import Testing

@Suite("carrying out an intent: after a lost answer, and after a look that failed")
struct CarriageAmbiguityTests {
    private let ambiguous = Intent.sample(isAmbiguous: true)

    @Test("a lost answer and the session at its target: it was delivered")
    func atTarget() throws {
        let session = Session.sample(1, in: .suporte)
        let verdict = try ended(Carriage(ambiguous).afterLook(.success(session)))
        #expect(verdict.settlement?.state == .delivered)
        #expect(verdict.settlement?.reason != "already there")
        #expect(verdict.settlement?.isAmbiguous == false)
        #expect(verdict.learned == session)
    }

    @Test("a lost answer and the session unchanged: it is sent again")
    func unchanged() {
        let session = Session.sample(1)
        #expect(
            Carriage(ambiguous).afterLook(.success(session))
                == .send(seen: Intent.Base(session)))
    }

    @Test(
        "a lost answer and the session elsewhere: a person decides, whatever its owner said",
        arguments: Intent.IfMoved.allCases)
    func elsewhere(ifMoved: Intent.IfMoved) throws {
        let session = Session.sample(1, in: .cobranca)
        let intent = Intent.sample(ifMoved: ifMoved, isAmbiguous: true)
        let verdict = try ended(Carriage(intent).afterLook(.success(session)))
        #expect(verdict.settlement?.state == .conflict)
        #expect(verdict.settlement?.reason?.contains("the answer was lost") == true)
        #expect(verdict.learned == session)
    }

    @Test("a lost answer where nobody knows what the session was like before: a person decides")
    func unknownBase() throws {
        for attempts in [0, 1] {
            let intent = Intent.sample(base: nil, isAmbiguous: true, attempts: attempts)
            let verdict = try ended(Carriage(intent).afterLook(.success(.sample(1))))
            #expect(verdict.settlement?.state == .conflict)
            #expect(verdict.settlement?.isAmbiguous == true)
            #expect(verdict.settlement?.reason?.contains("nobody knows where") == true)
        }
    }

    @Test(
        "out of a backup it is sent only if nothing at all has happened to the session since",
        arguments: Intent.IfMoved.allCases)
    func restored(ifMoved: Intent.IfMoved) throws {
        let intent = Intent.sample(ifMoved: ifMoved, isAmbiguous: true, attempts: 0)
        let same = Session.sample(1)
        #expect(Carriage(intent).afterLook(.success(same)) == .send(seen: Intent.Base(same)))
        // Carried out, and brought back by a colleague: it is where it was.
        for later in [Timestamp.noon(plus: -1), nil] {
            let back = Session.sample(1, updatedAt: later)
            let verdict = try ended(Carriage(intent).afterLook(.success(back)))
            #expect(verdict.settlement?.state == .conflict)
            #expect(verdict.settlement?.reason?.contains("since the backup") == true)
            #expect(verdict.learned == back)
        }
        let there = try ended(
            Carriage(intent).afterLook(.success(.sample(1, in: .suporte, updatedAt: nil))))
        #expect(there.settlement?.state == .delivered)
    }

    @Test(
        "a look that the line or the server prevented changes nothing but the lane's pause",
        arguments: [RemoteFailure.lineDown, .lineBroke, .busy, .throttled, .keyRefused],
        [false, true])
    func notLooked(failure: RemoteFailure, isAmbiguous: Bool) throws {
        let intent = Intent.sample(strikes: 2, isAmbiguous: isAmbiguous)
        let verdict = try ended(Carriage(intent).afterLook(.failure(failure)))
        #expect(verdict == Verdict(pause: .backoff(atLeast: failure.retryAfter)))
    }

    @Test(
        "a look that fails without a reason is a strike; the third is for a person",
        arguments: [(0, Intent.State.queued), (1, .queued), (2, .conflict), (7, .conflict)],
        [false, true])
    func strikes(before: (count: Int, state: Intent.State), isAmbiguous: Bool) throws {
        let intent = Intent.sample(strikes: before.count, isAmbiguous: isAmbiguous)
        let verdict = try ended(Carriage(intent).afterLook(.failure(.unexplained)))
        let settlement = try #require(verdict.settlement)
        #expect(settlement.state == before.state)
        #expect(settlement.strikes == before.count + 1)
        #expect(settlement.reason == RemoteFailure.unexplained.reason)
        #expect(settlement.isAmbiguous == isAmbiguous, "a look sends nothing")
        #expect(settlement.closing == nil, "a look is no attempt")
        let pause = before.count < 2 ? [Duration.seconds(30), .seconds(120)][before.count] : nil
        #expect(verdict.pause == (before.state == .conflict ? .none : .backoff(atLeast: pause)))
    }
}
