package import Logging
package import OutpostModel
import Synchronization

/// The line to the API: hears how every request came out, and tells who waits for it.
package final class Line: Sendable {
    private struct State {
        var connectivity: Connectivity
        var bells: [Bell] = []
    }

    private let state: Mutex<State>
    private let clocks: Clocks
    private let logger: Logger
    private let record: @Sendable (LineState, String?) -> Void
    /// Rung when the line closes: the probe has work.
    let closed = Bell()

    /// - Parameter record: told of each change that people hear of, to write it down.
    package init(
        _ clocks: Clocks, logger: Logger,
        record: @escaping @Sendable (LineState, String?) -> Void = { _, _ in }
    ) {
        state = Mutex(State(connectivity: Connectivity(at: clocks.now())))
        self.clocks = clocks
        self.logger = logger
        self.record = record
    }

    package var connectivity: Connectivity { state.withLock { $0.connectivity } }

    package var isOpen: Bool { connectivity.isOpen }

    /// Rings `bell` whenever the line opens or closes.
    package func notify(_ bell: Bell) {
        state.withLock { $0.bells.append(bell) }
    }

    /// Takes in how a request came out; nil is a proper answer.
    package func hear(_ failure: RemoteFailure?) {
        let (change, hasTurned, bells) = state.withLock { state in
            let wasOpen = state.connectivity.isOpen
            let change = state.connectivity.hear(failure, at: clocks.now())
            return (change, state.connectivity.isOpen != wasOpen, state.bells)
        }
        if let change { tell(change) }
        guard hasTurned else { return }
        for bell in bells { bell.ring() }
        if !isOpen { closed.ring() }
    }

    private func tell(_ change: Connectivity.Change) {
        switch change {
        case .online:
            logger.notice("online")
            record(.online, nil)
        case .offline(let reason):
            logger.notice("offline", metadata: ["reason": "\(reason)"])
            record(.offline, reason)
        case .paused(let reason):
            logger.error("paused", metadata: ["reason": "\(reason)"])
            record(.paused, reason)
        case .resumed:
            logger.notice("resumed: the key works again")
            record(.resumed, nil)
        }
    }
}
