import OutpostModel
import OutpostSync
import Testing

@Suite("lanes")
struct LanesTests {
    private var lanes = Lanes(limit: 2)

    @Test("one intent at a time in each lane")
    mutating func onePerSession() {
        let first = Intent.sample(session: 1, sequence: 1)
        let second = Intent.sample(session: 1, sequence: 2)
        #expect(lanes.start([first, second], at: .zero) == [first])
        #expect(lanes.start([first, second], at: .zero) == [])
        lanes.finish(first.sessionID, .none, at: .zero, jitter: 1)
        #expect(lanes.start([second], at: .zero) == [second])
    }

    @Test("no more lanes at once than the limit, the oldest first", arguments: 1...6)
    func limit(limit: Int) {
        var lanes = Lanes(limit: limit)
        let heads = intents(1...10)
        #expect(lanes.start(heads, at: .zero) == Array(heads.prefix(limit)))
        #expect(lanes.headsWanted == 0)
        lanes.finish(heads[0].sessionID, .none, at: .zero, jitter: 1)
        #expect(lanes.start(Array(heads.dropFirst()), at: .zero) == [heads[limit]])
    }

    @Test("a lane that rests is passed over, and goes on when its rest is over")
    mutating func resting() {
        let heads = intents(1...3)
        _ = lanes.start([heads[0]], at: .zero)
        lanes.finish(heads[0].sessionID, .backoff(atLeast: nil), at: .zero, jitter: 0.5)
        #expect(lanes.nextDue(at: .zero) == .milliseconds(500))
        #expect(lanes.start([heads[0]], at: .milliseconds(499)) == [])
        #expect(lanes.start(heads, at: .milliseconds(500)) == [heads[0], heads[1]])
    }

    @Test("what was on its way when the agent died is left alone for a moment")
    mutating func stranded() {
        let heads = intents(1...2)
        lanes.hold([heads[0]], at: .seconds(5))
        let early = Duration.seconds(5) + Carriage.lateness - .milliseconds(1)
        #expect(lanes.start(heads, at: early) == [heads[1]])
        #expect(lanes.nextDue(at: early) == .milliseconds(1))
        #expect(lanes.start([heads[0]], at: .seconds(5) + Carriage.lateness) == [heads[0]])
    }

    @Test("a lane's pauses double, and begin anew after a success")
    mutating func doubling() {
        let intent = Intent.sample()
        func fail(at uptime: Duration) -> Duration? {
            _ = lanes.start([intent], at: uptime)
            lanes.finish(intent.sessionID, .backoff(atLeast: nil), at: uptime, jitter: 0.5)
            return lanes.nextDue(at: uptime)
        }
        for (hour, pause) in [0.5, 1, 2, 4, 8].enumerated() {
            #expect(fail(at: .seconds(hour * 3_600)) == .seconds(pause))
        }
        _ = lanes.start([intent], at: .seconds(90_000))
        lanes.finish(intent.sessionID, .none, at: .seconds(90_000), jitter: 0.5)
        #expect(lanes.nextDue(at: .seconds(90_000)) == nil)
        #expect(fail(at: .seconds(99_000)) == .milliseconds(500))
    }

    @Test(
        "the server's own pause is the least", arguments: [(0.1, 40.0), (40, 40), (400, 400)])
    mutating func atLeast(asked: Double, expected: Double) {
        let intent = Intent.sample()
        for _ in 0..<20 {
            lanes.finish(intent.sessionID, .backoff(atLeast: nil), at: .zero, jitter: 0)
        }
        // 300 s by now, of which chance takes a part.
        lanes.finish(
            intent.sessionID, .backoff(atLeast: .seconds(asked)), at: .zero, jitter: 40.0 / 300)
        let due = lanes.nextDue(at: .zero)?.seconds ?? 0
        #expect(abs(due - expected) < 0.001)
    }

    @Test("lanes that fail again and again never delay another")
    mutating func poisoned() {
        for intent in intents(1...500) {
            #expect(lanes.start([intent], at: .zero) == [intent])
            lanes.finish(intent.sessionID, .backoff(atLeast: .seconds(60)), at: .zero, jitter: 1)
        }
        // All that rest may stand before the one that can go on.
        #expect(lanes.headsWanted > 500)
        let heads = intents(1...501)
        #expect(lanes.start(heads, at: .seconds(1)).map(\.sequence) == [501])
    }

    @Test("a busy lane does not keep heads that could start from being read")
    mutating func wanted() {
        _ = lanes.start(intents(1...1), at: .zero)
        #expect(lanes.headsWanted >= 2)
    }

    @Test("a lane whose rest is over is not waited for")
    mutating func restIsOver() {
        let intent = Intent.sample()
        lanes.finish(intent.sessionID, .backoff(atLeast: .seconds(5)), at: .zero, jitter: 0)
        #expect(lanes.nextDue(at: .seconds(2)) == .seconds(3))
        // Its intent may have been cancelled, or the line be closed: a pause of zero for ever would
        // be a loop without a pause.
        #expect(lanes.nextDue(at: .seconds(6)) == nil)
    }

    private func intents(_ numbers: ClosedRange<Int>) -> [Intent] {
        numbers.map { .sample(session: $0, sequence: Int64($0)) }
    }
}
