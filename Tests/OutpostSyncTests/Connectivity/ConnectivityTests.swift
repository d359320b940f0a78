import Foundation
import OutpostModel
import Testing

@testable import OutpostSync

@Suite("connectivity")
struct ConnectivityTests {
    private var line = Connectivity(at: .after(0))

    @Test("nothing is known at first, and work may be tried")
    func unknown() {
        #expect(line.state == .unknown)
        #expect(line.isOpen)
        #expect(line.since == noon)
        #expect(line.newsDue == nil)
    }

    @Test("the first answer is online; the next ones change nothing")
    mutating func online() {
        line.hear(nil, at: .after(5))
        line.hear(nil, at: .after(6))
        line.hear(.rejected, at: .after(7))
        #expect(line.state == .online)
        #expect(line.since == noon + 5)
    }

    @Test("a refusal of one request is an answer of the API")
    mutating func refusalIsAnAnswer() {
        line.hear(.lineDown, at: .after(0))
        line.hear(.rejected, at: .after(1))
        #expect(line.state == .online)
        #expect(line.isOpen)
    }

    @Test("whatever is not an answer of the API is offline", arguments: OfflineCause.allCases)
    mutating func offline(cause: OfflineCause) {
        line.hear(nil, at: .after(0))
        for second in [9.0, 10] {
            line.hear(.offline(cause), at: .after(second))
            #expect(line.state == .offline)
            #expect(line.since == noon + 9)
            #expect(line.reason == cause.rawValue)
            #expect(!line.isOpen)
        }
    }

    @Test("a busy server closes the line, and the reason is the latest")
    mutating func unavailable() {
        line.hear(.busy, at: .after(0))
        #expect(line.reason == RemoteFailure.busy.reason)
        line.hear(.lineDown, at: .after(0))
        #expect(line.reason == RemoteFailure.lineDown.reason)
    }

    @Test("what hung in a network that is gone does not close the line that the new one opened")
    mutating func hungInTheOldNetwork() {
        line.hear(.lineDown, leftAt: .zero, at: .after(1))
        line.hear(nil, leftAt: .seconds(5), at: .after(6))
        line.hear(.lineDown, leftAt: .seconds(2), at: .after(30))
        #expect(line.isOpen)
        #expect(line.closedAt == .seconds(1))
        line.hear(.lineDown, leftAt: .seconds(6), at: .after(36))
        #expect(!line.isOpen, "it left when the API had last answered: the line is lost since")
    }

    @Test("back online, the reason is gone")
    mutating func back() {
        line.hear(.lineDown, at: .after(0))
        line.hear(nil, at: .after(60))
        #expect(line.reason == nil)
        #expect(line.since == noon + 60)
        #expect(line.isOpen)
    }

    @Test(
        "a full account and an unexplained error neither open nor close the line",
        arguments: [RemoteFailure.throttled, .unexplained],
        [nil, .lineDown] as [RemoteFailure?])
    mutating func saysNothing(failure: RemoteFailure, before: RemoteFailure?) {
        line.hear(before, at: .after(0))
        let known = line
        line.hear(failure, at: .after(1))
        #expect(line.state == known.state)
        #expect(line.since == known.since)
        #expect(line.isOpen == known.isOpen)
    }

    @Test("a key that is refused once is probed at once, and alarms nobody if the probe works")
    mutating func keyInDoubt() {
        line.hear(nil, at: .after(0))
        _ = line.news(at: .after(0))
        line.hear(.keyRefused, at: .after(1))
        #expect(!line.isOpen)
        #expect(line.pause == nil)
        #expect(line.probePause(jitter: 1, at: .after(1)) == .zero)
        line.hear(nil, at: .after(2))
        #expect(line.isOpen)
        #expect(line.newsDue == nil)
    }

    @Test("a key that stays in doubt, because the server is ill too, is not probed in a circle")
    mutating func keyStaysInDoubt() {
        line.hear(.keyRefused, at: .after(1))
        #expect(line.probePause(jitter: 1, at: .after(1)) == .zero)
        line.probeLeaves(at: .after(1))
        line.hear(.unexplained, at: .after(1))
        line.probeEnded()
        #expect(!line.isOpen)
        #expect(line.probePause(jitter: 1, at: .after(1)) == .seconds(2))
    }

    @Test("a key that is refused twice is online, but pauses everything until the key works")
    mutating func keyRefused() {
        let reason = RemoteFailure.keyRefused.reason
        line.hear(.keyRefused, at: .after(0))
        line.hear(.keyRefused, at: .after(1))
        #expect(line.state == .online)
        #expect(line.pause == reason)
        #expect(!line.isOpen)
        line.hear(nil, at: .after(2))
        #expect(line.pause == nil)
        #expect(line.isOpen)
    }

    @Test("a key that is refused stays so through an outage")
    mutating func keyRefusedAndOffline() {
        line.hear(.keyRefused, at: .after(0))
        line.hear(.keyRefused, at: .after(0))
        line.hear(.lineDown, at: .after(0))
        #expect(line.state == .offline)
        #expect(line.pause != nil)
        line.hear(nil, at: .after(0))
        #expect(line.state == .online)
        #expect(line.isOpen)
    }
}
