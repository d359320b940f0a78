package import OutpostModel
package import OutpostStore

/// Gathers what decides about an intent, and explains it.
package struct Explainer: Sendable {
    private let outbox: Outbox
    private let cache: Cache?
    private let line: Line?
    private let lanes: ReplayState?
    private let meter: Meter?
    private let obstacle: @Sendable () -> String?
    private let installation: Installation
    private let newKey: String?
    private let clocks: Clocks

    /// Without a line and lanes, no agent runs.
    ///
    /// - Parameters:
    ///   - cache: nil where there is none to say where sessions are.
    ///   - obstacle: what on this computer keeps the queue from moving.
    ///   - newKey: how another key takes the place of one that is refused, a part of a sentence.
    package init(
        _ outbox: Outbox, cache: Cache? = nil, line: Line?, lanes: ReplayState?,
        meter: Meter? = nil, obstacle: @escaping @Sendable () -> String? = { nil },
        installation: Installation = .own, newKey: String? = nil, clocks: Clocks
    ) {
        self.outbox = outbox
        self.cache = cache
        self.line = line
        self.lanes = lanes
        self.meter = meter
        self.obstacle = obstacle
        self.installation = installation
        self.newKey = newKey
        self.clocks = clocks
    }

    package func explain(_ id: Intent.ID) throws(OutboxFailure) -> Explanation {
        let intent = try outbox.intent(id)
        var circumstances = Explanation.Circumstances()
        circumstances.agentRuns = line != nil
        circumstances.installation = installation
        circumstances.newKey = newKey
        circumstances.line = line?.connectivity
        circumstances.rest = lanes?.rest(of: intent.sessionID, at: clocks.uptime())
        circumstances.stall = meter?.current.stall(at: clocks.uptime())
        circumstances.obstacle = obstacle()
        circumstances.scene = cache.map { Scene(of: intent, in: $0) }
        if intent.state == .queued {
            (circumstances.earlier, circumstances.ahead) = try outbox.before(intent)
        }
        return Explanation(intent, circumstances, at: clocks.now())
    }
}
