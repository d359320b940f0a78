import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("replay, when the line comes and goes", .timeLimit(.minutes(1)))
struct ReplayOfflineTests {
    @Test("without a line nothing is tried; when it opens, all is delivered")
    func outage() async throws {
        try await Branch.open { branch in
            let sessions = (1...20).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.line.hear(.lineDown)
            try await branch.running(branch.replay()) {
                for session in sessions { try branch.accept(session) }
                try await branch.pass(.seconds(1_200))
                #expect(branch.remote.calls == [])
                branch.line.hear(nil)
                try await branch.pass(.milliseconds(100))
                #expect(try branch.outbox.tally()[.delivered] == 20)
            }
            #expect(branch.remote.moves.count == 20)
        }
    }

    @Test("an outage of an hour is waited out, not spent running in circles")
    func waitsQuietly() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            branch.remote.goDown()
            let intent = try branch.accept(session)
            try await branch.running(branch.replay(), branch.probe) {
                try await branch.pass(.seconds(3_600))
                #expect(branch.remote.count(.session) == 1, "the look that found the line down")
                branch.remote.recover()
                try await branch.pass(.seconds(60))
            }
            #expect(try branch.state(intent) == .delivered)
            #expect(try branch.outbox.intent(intent.id).attempts == 1)
        }
    }

    @Test("a lane that rested and was then cancelled leaves no loop behind")
    func restedAndCancelled() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            branch.remote.fail(.session, with: .unexplained)
            let intent = try branch.accept(session)
            try await branch.running(branch.replay()) {
                try await branch.pass(.milliseconds(100))
                _ = try branch.outbox.cancel(intent.id, at: branch.clocks.now())
                try await branch.pass(.seconds(60))
            }
            #expect(branch.remote.count(.session) == 1)
        }
    }

    @Test("lanes that rested once, however many, do not stop the queue when their rest is over")
    func manyRested() async throws {
        try await Branch.open { branch in
            var lanes = Lanes()
            for number in 1...Lanes.mostResting {
                lanes.finish(id(number), .backoff(atLeast: .seconds(60)), at: .zero, jitter: 0)
            }
            let session = Session.sample(5_000)
            branch.remote.put(session)
            let replay = branch.replay(lanes)
            try await branch.running(replay) {
                try await branch.pass(.seconds(90))
                let intent = try branch.accept(session)
                try await branch.pass(.seconds(90))
                #expect(try branch.state(intent) == .delivered)
            }
        }
    }

    @Test("a refused key pauses the queue until it works, and costs no intent its life")
    func keyRefused() async throws {
        try await Branch.open { branch in
            let sessions = (1...5).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.goDown(.keyRefused)
            for session in sessions { try branch.accept(session) }
            try await branch.running(branch.replay(), branch.probe) {
                try await branch.pass(.seconds(600))
                #expect(branch.line.connectivity.pause == RemoteFailure.keyRefused.reason)
                #expect(branch.remote.count(.session) <= Lanes.defaultLimit)
                branch.remote.recover()
                try await branch.pass(.seconds(60))
            }
            #expect(try branch.outbox.tally()[.delivered] == 5)
        }
    }

    @Test("after a 429 nothing is sent until the time it names")
    func throttled() async throws {
        try await Branch.open { branch in
            let sessions = (1...10).map { Session.sample($0) }
            branch.remote.put(sessions)
            branch.remote.fail(with: .throttled)
            for session in sessions { try branch.accept(session) }
            try await branch.running(branch.replay(Lanes(limit: 1))) {
                try await branch.pass(.seconds(39))
                #expect(branch.remote.calls.count == 1)
                try await branch.pass(.seconds(10))
                #expect(try branch.outbox.tally()[.delivered] == 10)
            }
        }
    }
}
