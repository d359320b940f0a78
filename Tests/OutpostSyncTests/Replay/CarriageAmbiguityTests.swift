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
