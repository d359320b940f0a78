package import Logging
package import OutpostModel
import Synchronization

/// The line to the API: hears how every request came out and when the network changes, and tells who
/// waits for it.
package final class Line: Sendable {
    private struct State {
        var connectivity: Connectivity
        var bells: [Bell] = []
    }

    private let state: Mutex<State>
    /// Taken before the state: news is told in the order in which it happened.
    private let telling = Mutex(())
    private let clocks: Clocks
    private let logger: Logger
    private let record: @Sendable (LineState, String?) -> Void
    /// Rung when the line closes: the probe has work.
    let closed = Bell()
    /// Rung when the network changes while the line is closed: the probe need not wait any longer.
    let hurried = Bell()
    /// Rung when there is something to tell, now or later.
    let news = Bell()

    /// - Parameters:
    ///   - damping: how long the line must be away before people hear of it.
    ///   - record: told of each change that people hear of, to write it down.
    package init(
        _ clocks: Clocks, damping: Duration = Damper.usual, logger: Logger,
        record: @escaping @Sendable (LineState, String?) -> Void = { _, _ in }
    ) {
        state = Mutex(State(connectivity: Connectivity(at: clocks.moment, damping: damping)))
        self.clocks = clocks
        self.logger = logger
        self.record = record
    }

    package var connectivity: Connectivity { state.withLock { $0.connectivity } }

    package var isOpen: Bool { state.withLock { $0.connectivity.isOpen } }

    /// Rings `bell` whenever the line opens or closes.
    package func notify(_ bell: Bell) {
        state.withLock { $0.bells.append(bell) }
    }

    /// Takes in how a request came out that left at that time, on the monotonic clock; nil is a proper
    /// answer.
    package func hear(_ failure: RemoteFailure?, leftAt: Duration? = nil) {
        change { $0.hear(failure, leftAt: leftAt, at: clocks.moment) }
    }

    /// The system says that the computer's network changed, and whether it has a route now.
    package func linkChanged(hasRoute: Bool) {
        change { $0.linkChanged(hasRoute: hasRoute, at: clocks.moment) }
        if !isOpen { hurried.ring() }
    }

    private func change(_ body: (inout Connectivity) -> Void) {
        let (turned, newsDue, bells) = state.withLock { state in
            let before = state.connectivity
            body(&state.connectivity)
            let isOpen = state.connectivity.isOpen
            let due = state.connectivity.newsDue
            return (
                isOpen == before.isOpen ? nil : isOpen, due == before.newsDue ? nil : due,
                state.bells
            )
        }
        if newsDue != nil {
            tellNews()
            news.ring()
        }
        guard let turned else { return }
        for bell in bells { bell.ring() }
        if !turned { closed.ring() }
    }
}

// For the probe.
extension Line {
    func probePause() -> Duration {
        state.withLock {
            $0.connectivity.probePause(jitter: clocks.chance(), at: clocks.moment)
        }
    }

    func probePatience() -> Duration? {
        state.withLock { $0.connectivity.probePatience(at: clocks.moment) }
    }

    func probeLeaves() { state.withLock { $0.connectivity.probeLeaves(at: clocks.moment) } }

    func probeEnded() { state.withLock { $0.connectivity.probeEnded() } }
}

// For people.
extension Line {
    /// How long until there is something to tell; nil if there is nothing.
    func newsPause() -> Duration? {
        state.withLock { state in
            state.connectivity.newsDue.map { max(.zero, $0 - clocks.uptime()) }
        }
    }

    /// Tells whatever is due.
    func tellNews() {
        telling.withLock { _ in
            while let news = state.withLock({ $0.connectivity.news(at: clocks.moment) }) {
                tell(news)
            }
        }
    }

    private func tell(_ news: LineNews) {
        var metadata: Logger.Metadata = [:]
        if let reason = news.reason {
            metadata = ["reason": "\(reason)", "since": "\(Timestamp(news.since).text)"]
        }
        switch news.state {
        case .online: logger.notice("online")
        case .offline: logger.notice("offline", metadata: metadata)
        case .paused: logger.error("paused", metadata: metadata)
        case .resumed: logger.notice("resumed: the key works again")
        }
        record(news.state, news.reason)
    }
}
