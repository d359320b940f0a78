import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("carrying out an intent: after the look")
struct CarriageLookTests {
    private let waiting = Session.sample(1)

    @Test("an intent is looked at before anything is sent")
    func start() {
        #expect(Carriage(.sample()).start(at: noon) == .look)
        #expect(Carriage(.sample(isAmbiguous: true)).start(at: noon) == .look)
    }

    @Test("an intent whose time has run out is not tried any more", arguments: [0.0, 1, 86_400])
    func expired(secondsLate: Double) throws {
        let intent = Intent.sample()
        let verdict = try ended(
            Carriage(intent).start(at: intent.expiresAt.addingTimeInterval(secondsLate)))
        #expect(verdict.settlement?.state == .expired)
        #expect(verdict.settlement?.reason != nil)
    }

    @Test("a session where it was before is transferred")
    func unchanged() {
        #expect(step(.sample(), seeing: waiting) == .send(seen: Intent.Base(waiting)))
    }

    @Test("messages and a new status move nobody: such a session is transferred")
    func otherChanges() {
        let busy = Session.sample(1, status: .inProgress, updatedAt: .noon(plus: 500))
        #expect(step(.sample(), seeing: busy) == .send(seen: Intent.Base(busy)))
    }

    @Test("a session that the server does not know is rejected")
    func gone() throws {
        let verdict = try ended(Carriage(.sample()).afterLook(.failure(.rejected)))
        #expect(verdict.settlement?.state == .rejected)
        #expect(verdict.settlement?.reason?.contains(RemoteFailure.rejected.reason) == true)
        #expect(verdict.settlement?.closing == nil)
        #expect(verdict.pause == .none)
    }

    @Test("a session that has ended is rejected", arguments: [Session.Status.completed, .hidden])
    func completed(status: Session.Status) throws {
        let session = Session.sample(1, status: status)
        let verdict = try ended(step(.sample(), seeing: session))
        #expect(verdict.settlement?.state == .rejected)
        #expect(verdict.settlement?.reason?.contains(status.rawValue) == true)
        #expect(verdict.learned == session)
    }

    @Test("a session that ended at the target is rejected, unless we had sent it there")
    func completedAtTarget() throws {
        let session = Session.sample(1, in: .suporte, status: .completed)
        #expect(try ended(step(.sample(), seeing: session)).settlement?.state == .rejected)
        let ambiguous = Intent.sample(isAmbiguous: true)
        #expect(try ended(step(ambiguous, seeing: session)).settlement?.state == .delivered)
    }

    @Test(
        "a session that is there already is delivered without being sent",
        arguments: [
            (TransferTarget.department(Department.suporte.id), Session.sample(1, in: .suporte)),
            (.department(Department.suporte.id), .sample(1, in: .suporte, with: .bruno)),
            (.user(User.bruno.id, in: nil), .sample(1, in: .suporte, with: .bruno)),
            (
                .user(User.bruno.id, in: Department.suporte.id),
                .sample(1, in: .suporte, with: .bruno)
            ),
        ])
    func alreadyThere(target: TransferTarget, session: Session) throws {
        let verdict = try ended(step(.sample(to: target), seeing: session))
        #expect(verdict.settlement == Settlement(.delivered, reason: "already there"))
        #expect(verdict.learned == session)
        #expect(verdict.pause == .none)
    }

    @Test("a department takes a session back from its own user")
    func backIntoTheQueue() {
        let attended = Session.sample(1, in: .suporte, with: .bruno, status: .inProgress)
        let intent = Intent.sample(base: Intent.Base(attended))
        #expect(step(intent, seeing: attended) == .send(seen: Intent.Base(attended)))
    }

    @Test(
        "a session that somebody moved waits for a person, or is given up, as its owner said",
        arguments: [
            (Intent.IfMoved.park, Intent.State.conflict), (.drop, .cancelled),
        ])
    func moved(ifMoved: Intent.IfMoved, state: Intent.State) throws {
        let elsewhere = Session.sample(1, in: .cobranca)
        let verdict = try ended(step(.sample(ifMoved: ifMoved), seeing: elsewhere))
        #expect(verdict.settlement?.state == state)
        #expect(verdict.settlement?.reason?.contains("somebody moved") == true)
        #expect(verdict.settlement?.closing == nil)
        #expect(verdict.learned == elsewhere)
        #expect(verdict.pause == .none)
    }

    @Test("a session that somebody took into attendance counts as moved")
    func taken() throws {
        let taken = Session.sample(1, with: .ana, status: .inProgress)
        #expect(try ended(step(.sample(), seeing: taken)).settlement?.state == .conflict)
    }

    @Test("a session that somebody moved is sent all the same, if its owner said so")
    func forced() {
        let elsewhere = Session.sample(1, in: .cobranca)
        #expect(
            step(.sample(ifMoved: .force), seeing: elsewhere)
                == .send(seen: Intent.Base(elsewhere)))
    }

    @Test(
        "where the base is not known, nothing counts as moved", arguments: Intent.IfMoved.allCases)
    func baseUnknown(ifMoved: Intent.IfMoved) {
        let intent = Intent.sample(base: nil, ifMoved: ifMoved)
        let elsewhere = Session.sample(1, in: .cobranca, with: .carla)
        #expect(step(intent, seeing: elsewhere) == .send(seen: Intent.Base(elsewhere)))
    }

    private func step(_ intent: Intent, seeing session: Session) -> Carriage.Step {
        Carriage(intent).afterLook(.success(session))
    }
}

/// The verdict, if that was the end.
func ended(_ step: Carriage.Step) throws -> Verdict {
    guard case .end(let verdict) = step else {
        Issue.record("not the end: \(step)")
        throw CancellationError()
    }
    return verdict
}
