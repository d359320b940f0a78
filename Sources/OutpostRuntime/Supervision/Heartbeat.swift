import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle

/// Tells the supervisor that we are ready, that we live, how things stand, and that we stop.
///
/// A sign of life is given after the queue was written, all the way to the disk: an agent that hangs
/// there takes no transfers, and is better started anew.
struct Heartbeat: Service {
    private let supervisor: Supervisor?
    private let opened: Bell
    private let news: Bell
    private let outbox: Outbox
    private let line: Line
    private let clocks: Clocks

    /// How often it is said how things stand where nobody asks for signs of life.
    static let usual = Duration.seconds(60)

    /// - Parameters:
    ///   - opened: rung when the local API listens.
    ///   - news: rung when people should hear of the line.
    init(
        _ supervisor: Supervisor?, opened: Bell, news: Bell, outbox: Outbox, line: Line,
        clocks: Clocks
    ) {
        self.supervisor = supervisor
        self.opened = opened
        self.news = news
        self.outbox = outbox
        self.line = line
        self.clocks = clocks
    }

    func run() async {
        if let supervisor {
            await cancelWhenGracefulShutdown { await beat(supervisor) }
            supervisor.tell("STOPPING=1", "STATUS=stopping")
        }
        // A service that ends takes the others with it.
        try? await gracefulShutdown()
    }

    private func beat(_ supervisor: Supervisor) async {
        await opened.wait()
        guard !Task.isCancelled else { return }
        supervisor.tell("READY=1", "STATUS=\(standing)")
        // Half of its patience: a beat that comes late is not yet the end.
        let pause = supervisor.patience.map { $0 / 2 } ?? Self.usual
        var beatAt: Duration?
        while !Task.isCancelled {
            let rest = beatAt.map { pause - (clocks.uptime() - $0) } ?? .zero
            if rest > .zero {
                // News of the line: worth a word at once, but not a write to the disk.
                await news.wait(atMost: rest, clocks)
                supervisor.tell("STATUS=\(standing)")
            } else {
                beatAt = clocks.uptime()
                supervisor.tell(isAlive ? "WATCHDOG=1" : "STATUS=the queue fails: a defect")
            }
        }
    }

    /// Whether a new start would heal nothing. A disk that is full, or another program that does not
    /// let go, would still be there after it, and look-ups would be gone meanwhile.
    private var isAlive: Bool {
        do {
            try outbox.checkWritable()
            return true
        } catch {
            if case .unexpected = error { return false }
            return true
        }
    }

    /// "online; 3 transfers waiting, 1 for a person"
    private var standing: String {
        let connectivity = line.connectivity
        var words = connectivity.state.rawValue
        if let reason = connectivity.reason { words += " (\(reason))" }
        guard let tally = try? outbox.tally() else { return words + "; the queue cannot be read" }
        let waiting = tally[.queued] + tally[.sending]
        let stuck = tally[.conflict] + tally[.held]
        words += "; \(waiting) \(waiting == 1 ? "transfer" : "transfers") waiting"
        return stuck == 0 ? words : words + ", \(stuck) for a person"
    }
}
