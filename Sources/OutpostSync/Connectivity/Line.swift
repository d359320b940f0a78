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
    /// Rung when the line closes: the probe has work.
    let closed = Bell()

    package init(_ clocks: Clocks, logger: Logger) {
        state = Mutex(State(connectivity: Connectivity(at: clocks.now())))
        self.clocks = clocks
        self.logger = logger
    }

    package var connectivity: Connectivity { state.withLock { $0.connectivity } }

    package var isOpen: Bool { connectivity.isOpen }

    /// Rings `bell` whenever the line opens or closes.
    package func notify(_ bell: Bell) {
        state.withLock { $0.bells.append(bell) }
    }

    /// Takes in how a request came out; nil is a proper answer.
    package func hear(_ failure: RemoteFailure?) {
        let (change, bells) = state.withLock { state in
            (state.connectivity.hear(failure, at: clocks.now()), state.bells)
        }
        guard let change else { return }
        log(change)
        for bell in bells { bell.ring() }
        if !isOpen { closed.ring() }
    }

    private func log(_ change: Connectivity.Change) {
        switch change {
        case .online: logger.notice("online")
        case .offline(let reason): logger.notice("offline", metadata: ["reason": "\(reason)"])
        case .paused(let reason): logger.error("paused", metadata: ["reason": "\(reason)"])
        case .resumed: logger.notice("resumed: the key works again")
        }
    }
}
