import OutpostModel
import OutpostSync
import Testing

@Suite("carrying out an intent: after the answer")
struct CarriageSendTests {
    /// As the outbox gives it back once the attempt is written down.
    private let begun = Intent.sample(strikes: 1, isAmbiguous: true)

    @Test("an answer with the session delivers it")
    func delivered() {
        let session = Session.sample(1, in: .suporte)
        let verdict = Carriage(begun).afterSend(.success(session))
        #expect(verdict.settlement?.state == .delivered)
        #expect(verdict.settlement?.closing?.outcome == .delivered)
        #expect(verdict.settlement?.isAmbiguous == false)
        #expect(verdict.settlement?.strikes == 0)
        #expect(verdict.learned == session)
        #expect(verdict.pause == .none)
    }

    @Test("what the server will never take is rejected, with its reason")
    func rejected() {
        let verdict = Carriage(begun).afterSend(.failure(.rejected))
        #expect(verdict.settlement?.state == .rejected)
        #expect(verdict.settlement?.reason == RemoteFailure.rejected.reason)
        #expect(verdict.settlement?.closing?.outcome == .rejected)
        #expect(verdict.settlement?.isAmbiguous == false)
        #expect(verdict.pause == .none)
    }

    @Test(
        "what never reached the server is put off",
        arguments: [RemoteFailure.lineDown, .busy, .throttled, .keyRefused])
    func deferred(failure: RemoteFailure) {
        let verdict = Carriage(begun).afterSend(.failure(failure))
        #expect(verdict.settlement?.state == .queued)
        #expect(verdict.settlement?.reason == failure.reason)
        #expect(verdict.settlement?.closing == .init(.deferred, failure.reason))
        #expect(verdict.settlement?.isAmbiguous == false)
        #expect(verdict.pause == .backoff(atLeast: failure.retryAfter))
    }

    @Test(
        "a lost answer leaves the intent queued, and to be looked at",
        arguments: [
            RemoteFailure.Kind.offline(.broken), .offline(.timedOut), .offline(.notTheAPI),
            .unavailable(status: 504),
        ])
    func lost(kind: RemoteFailure.Kind) {
        let failure = RemoteFailure(kind, mayHaveBeenApplied: true, reason: "lost")
        let verdict = Carriage(begun).afterSend(.failure(failure))
        #expect(verdict.settlement?.state == .queued)
        #expect(verdict.settlement?.closing == .init(.lost, "lost"))
        #expect(verdict.settlement?.isAmbiguous == true)
        #expect(verdict.pause == .backoff(atLeast: Carriage.lateness))
    }

    @Test("a failure of the line is not the intent's fault: no strike more, none less")
    func noStrike() {
        let verdict = Carriage(begun).afterSend(.failure(.lineBroke))
        #expect(verdict.settlement?.strikes == begun.strikes)
    }

    @Test(
        "an error without a reason is a strike; the third is for a person",
        arguments: [(0, Intent.State.queued), (1, .queued), (2, .conflict)], [false, true])
    func unexplained(before: (count: Int, state: Intent.State), mayHaveBeenApplied: Bool) {
        let failure = RemoteFailure(
            .unexplained(status: 500), mayHaveBeenApplied: mayHaveBeenApplied, reason: "500")
        let intent = Intent.sample(strikes: before.count, isAmbiguous: true)
        let verdict = Carriage(intent).afterSend(.failure(failure))
        #expect(verdict.settlement?.state == before.state)
        #expect(verdict.settlement?.strikes == before.count + 1)
        #expect(verdict.settlement?.closing == .init(.unexplained, "500"))
        #expect(verdict.settlement?.isAmbiguous == mayHaveBeenApplied)
        let pause = before.count < 2 ? [Duration.seconds(30), .seconds(120)][before.count] : nil
        #expect(verdict.pause == (before.state == .conflict ? .none : .backoff(atLeast: pause)))
    }

    @Test("a server that fails without a reason and says when to return is obeyed")
    func unexplainedWithRetryAfter() {
        let failure = RemoteFailure(
            .unexplained(status: 500), mayHaveBeenApplied: true, reason: "500",
            retryAfter: .seconds(90))
        let pause = Pause.backoff(atLeast: .seconds(90))
        #expect(Carriage(.sample()).afterSend(.failure(failure)).pause == pause)
    }
}
