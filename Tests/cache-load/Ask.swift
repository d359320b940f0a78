import ArgumentParser
import LargeBranch
import OutpostStore

/// Puts a question again and again, each time with other words, with the connections that the agent
/// has, and says in one line of JSON how long that took, in microseconds.
struct Ask: ParsableCommand {
    @Option(help: "The directory with cache.sqlite. No agent may use it.")
    var directory: String

    @Option(help: "How many sessions it was made with.")
    var sessions: Int

    @Option(help: "Which question.")
    var question: Question

    @Option(help: "For how long, seconds.")
    var seconds = 1.0

    func run() throws {
        let cache = try Cache.open(in: directory)
        defer { cache.close() }
        let lookups = try question.words(sessions: sessions).map(question.lookup)
        // Once each before, so that nothing is measured for the first time.
        let found = try lookups.reduce(0) { try $0 + $1(cache) }
        var times: [Duration] = []
        let begin = ContinuousClock.now
        let end = begin + .seconds(seconds)
        var last = begin
        while last < end || times.isEmpty {
            _ = try lookups[times.count % lookups.count](cache)
            let now = ContinuousClock.now
            times.append(now - last)
            last = now
        }
        let rate = Double(times.count) / ((last - begin) / .seconds(1))
        times.sort()
        func microseconds(_ share: Double) -> Double {
            times[Int(Double(times.count - 1) * share)] / .microseconds(1)
        }
        print(
            """
            {"rate": \(rate), "p50": \(microseconds(0.5)), "p99": \(microseconds(0.99)), \
            "found": \(found)}
            """)
    }
}
