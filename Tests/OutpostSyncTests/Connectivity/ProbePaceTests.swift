import OutpostModel
import Testing

@testable import OutpostSync

@Suite("the pace of probes")
struct ProbePaceTests {
    private var line = Connectivity(at: .after(0))
    private var now = 0.0

    /// The pauses before the next probes, none of which is answered, without luck.
    private mutating func pauses(_ count: Int) -> [Duration] {
        (0..<count).map { _ in failOnce() }
    }

    private mutating func failOnce(
        _ failure: RemoteFailure = .lineDown, jitter: Double = 1
    ) -> Duration {
        let pause = line.probePause(jitter: jitter, at: .after(now))
        now += pause.seconds
        line.probeLeaves(at: .after(now))
        line.hear(failure, at: .after(now))
        line.probeEnded()
        return pause
    }

    private mutating func lose() { line.hear(.lineDown, at: .after(now)) }

    /// It answers, stays so for that long, and is lost.
    private mutating func beOnline(for span: Double) {
        line.hear(nil, at: .after(now))
        now += span
        lose()
    }

    @Test("pauses grow with each probe to half a minute")
    mutating func growing() {
        lose()
        let pauses = pauses(8)
        #expect(pauses == [1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    }

    @Test("chance takes any part of a pause: full jitter", arguments: [0, 0.25, 0.5, 0.999])
    mutating func jitter(_ jitter: Double) {
        lose()
        for longest in [1, 2, 4, 8, 16, 30, 30] {
            let pause = failOnce(jitter: jitter)
            #expect(pause == .seconds(longest) * jitter)
        }
    }

    @Test("many requests that fail together are one failure")
    mutating func together() {
        for _ in 0..<8 { lose() }
        let pauses = pauses(2)
        #expect(pauses == [.seconds(1), .seconds(2)])
    }

    @Test("one pause is drawn for each probe: asking again does not draw again")
    mutating func drawnOnce() {
        lose()
        #expect(line.probePause(jitter: 0.5, at: .after(0)) == .seconds(0.5))
        #expect(line.probePause(jitter: 0.9, at: .after(0.25)) == .seconds(0.25))
    }

    @Test("a line that flaps goes on with the longer pauses", arguments: [0.0, 1, 30, 59.9])
    mutating func flapping(_ span: Double) {
        lose()
        _ = pauses(4)
        beOnline(for: span)
        let second = failOnce()
        beOnline(for: span)
        let third = failOnce()
        #expect([second, third] == [.seconds(16), .seconds(30)])
    }

    @Test("a line that was stable for a minute begins anew")
    mutating func stable() {
        lose()
        _ = pauses(7)
        beOnline(for: 60)
        let pauses = pauses(3)
        #expect(pauses == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test("a flapping line: short turns never shorten the pauses, a long one does")
    mutating func sequence() {
        lose()
        var seen: [Duration] = []
        for span in [5.0, 5, 5, 5, 5, 5, 70, 5] {
            seen.append(failOnce())
            beOnline(for: span)
        }
        #expect(seen == [1, 2, 4, 8, 16, 30, 30, 1].map { .seconds($0) })
    }

    @Test("a server that says when to return is not probed before, nor by all at that moment")
    mutating func retryAfter() {
        line.hear(.busy, at: .after(0))
        var other = line
        #expect(line.probePause(jitter: 0, at: .after(0)) == RemoteFailure.busy.retryAfter)
        #expect(other.probePause(jitter: 0.5, at: .after(0)) == .seconds(40.5))
    }

    @Test("another failure does not make it forget when the server wanted us back")
    mutating func retryAfterStays() {
        line.hear(.busy, at: .after(0))
        line.hear(.lineBroke, at: .after(10))
        #expect(line.probePause(jitter: 0, at: .after(10)) == .seconds(30))
    }

    @Test("a network that changes lets the probe leave at once")
    mutating func hurried() {
        lose()
        _ = pauses(7)
        _ = line.probePause(jitter: 1, at: .after(now))
        now += 5
        line.linkChanged(hasRoute: true, at: .after(now))
        #expect(line.probePause(jitter: 1, at: .after(now)) == .zero)
    }

    @Test("a storm of changes is one probe a second")
    mutating func storm() {
        lose()
        var leaving: [Double] = []
        while now < 10 {
            line.linkChanged(hasRoute: true, at: .after(now))
            if line.probePause(jitter: 1, at: .after(now)) == .zero {
                line.probeLeaves(at: .after(now))
                line.hear(.lineDown, at: .after(now))
                line.probeEnded()
                leaving.append(now)
            }
            now += 0.125
        }
        #expect(leaving.count == 10)
        #expect(zip(leaving, leaving.dropFirst()).allSatisfy { $1 - $0 >= 1 })
    }

    @Test("the network's change does not overrule the server's word")
    mutating func heldBack() {
        line.hear(.busy, at: .after(0))
        line.linkChanged(hasRoute: true, at: .after(10))
        #expect(line.probePause(jitter: 0, at: .after(10)) == .seconds(30))
    }

    @Test("a route that came back begins the pauses anew, but not each time of a flapping link")
    mutating func restarted() {
        lose()
        _ = pauses(7)
        now += 5
        var seen: [[Duration]] = []
        // Five seconds after the last loss, then two, then nine.
        for _ in 0..<3 {
            line.linkChanged(hasRoute: false, at: .after(now))
            line.linkChanged(hasRoute: true, at: .after(now))
            seen.append(pauses(2))
        }
        #expect(seen[0] == [.zero, .seconds(2)])
        #expect(seen[1] == [.seconds(1), .seconds(8)])
        #expect(seen[2] == [.seconds(1), .seconds(2)])
    }

    @Test("without a route, changes hurry nothing")
    mutating func noRoute() {
        lose()
        line.linkChanged(hasRoute: false, at: .after(now))
        #expect(line.probePause(jitter: 0.5, at: .after(now)) > .zero)
        line.linkChanged(hasRoute: false, at: .after(now))
        #expect(line.probePause(jitter: 0.5, at: .after(now)) > .zero)
    }

    @Test("the last route gone closes the line, and one probe checks it at once")
    mutating func checked() {
        line.hear(nil, at: .after(0))
        line.linkChanged(hasRoute: false, at: .after(5))
        #expect(!line.isOpen)
        #expect(line.probePause(jitter: 1, at: .after(5)) == .zero)
    }

    @Test("while a probe is under way others leave alongside it, with more patience each time")
    mutating func patience() {
        lose()
        now += line.probePause(jitter: 1, at: .after(now)).seconds
        line.probeLeaves(at: .after(now))
        for seconds in [1.0, 2, 4, 8, 16, 32, 32] {
            #expect(line.probePatience(at: .after(now)) == nil)
            line.linkChanged(hasRoute: true, at: .after(now))
            #expect(line.probePatience(at: .after(now)) == .seconds(seconds))
            now += seconds
            line.probeLeaves(at: .after(now))
        }
        line.probeEnded()
        #expect(line.probePatience(at: .after(now)) == nil)
        let pause = failOnce()
        #expect(pause == .seconds(2), "they count as one")
    }
}
