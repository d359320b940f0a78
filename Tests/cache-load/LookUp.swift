import ArgumentParser
import OutpostModel
import OutpostStore

/// Looks sessions up by their ids, one after the other, and says how long the slow ones took.
struct LookUp: ParsableCommand {
    @Option(help: "The directory with cache.sqlite.")
    var directory: String

    @Option(help: "For how long, seconds.")
    var seconds = 5.0

    func run() throws {
        let cache = try Cache.openForLookup(in: directory)
        defer { cache.close() }
        let ids = try cache.sessions(SessionQuery(limit: SessionQuery.largestLimit)).map(
            \.session.id)
        guard !ids.isEmpty else { throw ExitCode.failure }
        var times: [Duration] = []
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let id = ids[times.count % ids.count]
            let start = ContinuousClock.now
            _ = try cache.session(id)
            times.append(ContinuousClock.now - start)
        }
        times.sort()
        func microseconds(_ share: Double) -> Int {
            Int(times[Int(Double(times.count - 1) * share)] / .microseconds(1))
        }
        print("\(times.count) \(microseconds(0.5)) \(microseconds(0.99)) \(microseconds(1))")
    }
}
