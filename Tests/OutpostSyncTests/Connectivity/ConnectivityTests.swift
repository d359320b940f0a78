import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("connectivity")
struct ConnectivityTests {
    private var connectivity = Connectivity(at: noon)

    @Test("nothing is known at first, and work may be tried")
    func unknown() {
        #expect(connectivity.state == .unknown)
        #expect(connectivity.isOpen)
        #expect(connectivity.since == noon)
    }

    @Test("the first answer is online, and news; the next ones are none")
    mutating func online() {
        #expect(connectivity.hear(nil, at: noon + 5) == .online)
        #expect(connectivity.hear(nil, at: noon + 6) == nil)
        #expect(connectivity.hear(.rejected, at: noon + 7) == nil)
        #expect(connectivity.state == .online)
        #expect(connectivity.since == noon + 5)
    }

    @Test("a refusal of one request is an answer of the API")
    mutating func refusalIsAnAnswer() {
        _ = connectivity.hear(.lineDown, at: noon)
        #expect(connectivity.hear(.rejected, at: noon + 1) == .online)
        #expect(connectivity.isOpen)
    }

    @Test("whatever is not an answer of the API is offline", arguments: OfflineCause.allCases)
    mutating func offline(cause: OfflineCause) {
        _ = connectivity.hear(nil, at: noon)
        let failure = RemoteFailure(
            .offline(cause), mayHaveBeenApplied: false, reason: cause.rawValue)
        #expect(connectivity.hear(failure, at: noon + 9) == .offline(cause.rawValue))
        #expect(connectivity.hear(failure, at: noon + 10) == nil)
        #expect(connectivity.state == .offline)
        #expect(connectivity.since == noon + 9)
        #expect(connectivity.reason == cause.rawValue)
        #expect(!connectivity.isOpen)
    }

    @Test("a busy server closes the line, and the reason is the latest")
    mutating func unavailable() {
        #expect(connectivity.hear(.busy, at: noon) == .offline(RemoteFailure.busy.reason))
        #expect(connectivity.hear(.lineDown, at: noon) == nil)
        #expect(connectivity.reason == RemoteFailure.lineDown.reason)
    }

    @Test("back online is news, and the reason is gone")
    mutating func back() {
        _ = connectivity.hear(.lineDown, at: noon)
        #expect(connectivity.hear(nil, at: noon + 60) == .online)
        #expect(connectivity.reason == nil)
        #expect(connectivity.since == noon + 60)
        #expect(connectivity.isOpen)
    }

    @Test(
        "a full account and an unexplained error neither open nor close the line",
        arguments: [RemoteFailure.throttled, .unexplained],
        [nil, .lineDown] as [RemoteFailure?])
    mutating func saysNothing(failure: RemoteFailure, before: RemoteFailure?) {
        _ = connectivity.hear(before, at: noon)
        let known = connectivity
        #expect(connectivity.hear(failure, at: noon + 1) == nil)
        #expect(connectivity.state == known.state)
        #expect(connectivity.since == known.since)
        #expect(connectivity.isOpen == known.isOpen)
    }

    @Test("while offline, unexplained errors make the pauses grow, and are the reason")
    mutating func unexplainedOffline() {
        for _ in 0..<4 { _ = connectivity.hear(.lineDown, at: noon) }
        _ = connectivity.hear(.unexplained, at: noon)
        #expect(connectivity.probePause(jitter: 1) == .seconds(16))
        #expect(connectivity.reason == RemoteFailure.unexplained.reason)
    }

    @Test("a key that is refused once is probed at once, and alarms nobody if the probe works")
    mutating func keyInDoubt() {
        _ = connectivity.hear(nil, at: noon)
        #expect(connectivity.hear(.keyRefused, at: noon + 1) == nil)
        #expect(!connectivity.isOpen)
        #expect(connectivity.pause == nil)
        #expect(connectivity.probePause(jitter: 1) == .zero)
        #expect(connectivity.hear(nil, at: noon + 2) == nil)
        #expect(connectivity.isOpen)
    }

    @Test("a key that is refused twice is online, but pauses everything until the key works")
    mutating func keyRefused() {
        let reason = RemoteFailure.keyRefused.reason
        #expect(connectivity.hear(.keyRefused, at: noon) == nil)
        #expect(connectivity.hear(.keyRefused, at: noon + 1) == .paused(reason))
        #expect(connectivity.hear(.keyRefused, at: noon + 1) == nil)
        #expect(connectivity.state == .online)
        #expect(connectivity.pause == reason)
        #expect(!connectivity.isOpen)
        #expect(connectivity.hear(nil, at: noon + 2) == .resumed)
        #expect(connectivity.pause == nil)
        #expect(connectivity.isOpen)
    }

    @Test("a key that is refused stays so through an outage")
    mutating func keyRefusedAndOffline() {
        _ = connectivity.hear(.keyRefused, at: noon)
        _ = connectivity.hear(.keyRefused, at: noon)
        #expect(connectivity.hear(.lineDown, at: noon) == .offline(RemoteFailure.lineDown.reason))
        #expect(connectivity.pause != nil)
        #expect(connectivity.hear(nil, at: noon) == .resumed)
        #expect(connectivity.state == .online)
        #expect(connectivity.isOpen)
    }

    @Test(
        "pauses between probes grow with each failure, and begin anew after an answer",
        arguments: [
            RemoteFailure.lineDown,
            RemoteFailure(
                .unavailable(status: 503), mayHaveBeenApplied: false, reason: "busy"),
        ])
    mutating func probePauses(failure: RemoteFailure) {
        for seconds in [1, 2, 4, 8, 16, 30, 30] {
            _ = connectivity.hear(failure, at: noon)
            #expect(connectivity.probePause(jitter: 1) == .seconds(seconds))
            #expect(connectivity.probePause(jitter: 0.5) == .seconds(seconds) * 0.5)
        }
        _ = connectivity.hear(nil, at: noon)
        _ = connectivity.hear(failure, at: noon)
        #expect(connectivity.probePause(jitter: 1) == .seconds(1))
    }

    @Test("a server that says when to return is not probed before")
    mutating func retryAfter() {
        _ = connectivity.hear(.busy, at: noon)
        #expect(connectivity.probePause(jitter: 0) == RemoteFailure.busy.retryAfter)
    }
}
