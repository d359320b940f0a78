import OutpostSync
import Testing

@Suite("pauses")
struct BackoffTests {
    @Test(
        "pauses between tries double, then stop growing",
        arguments: [
            (0, 1), (1, 1), (2, 2), (3, 4), (5, 16), (9, 256), (10, 300), (40, 300), (.max, 300),
        ])
    func retry(failure: Int, seconds: Int) {
        #expect(Backoff.retry.ceiling(afterFailure: failure) == .seconds(seconds))
    }

    @Test(
        "pauses between probes double, then stop growing",
        arguments: [(1, 1), (2, 2), (5, 16), (6, 30), (40, 30)])
    func probe(failure: Int, seconds: Int) {
        #expect(Backoff.probe.ceiling(afterFailure: failure) == .seconds(seconds))
    }

    @Test("the whole pause is left to chance", arguments: [(0.0, 0), (0.25, 4), (0.5, 8)])
    func jitter(jitter: Double, seconds: Int) {
        #expect(Backoff.retry.pause(afterFailure: 5, jitter: jitter) == .seconds(seconds))
    }
}
