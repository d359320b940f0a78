package import Logging
import OutpostModel
package import OutpostStore
import ServiceLifecycle

/// Carries out queued intents while the line is open: reads the heads of the lanes, and gives each
/// to a ``Carrier``. What happens to an intent is decided by ``Carriage``, which lane goes on by
/// ``Lanes``.
package struct Replay: Service {
    private let outbox: Outbox
    private let carrier: Carrier
    private let line: Line
    private let clocks: Clocks
    private let logger: Logger
    /// Rung when there may be something to do: an intent came in, a lane is free, the line opened.
    private let bell: Bell
    private let lanes: ReplayState
    private let proof: Proof?
    private let obstacle: Obstacle
    private let lookEvery: Duration

    /// How often to look for what other processes accepted without ringing the bell.
    package static let lookEvery = Duration.seconds(1)

    /// - Parameter lookEvery: longer where no other process accepts anything.
    package init(
        _ outbox: Outbox, carrier: Carrier, line: Line, bell: Bell, clocks: Clocks, logger: Logger,
        lanes: ReplayState = ReplayState(), proof: Proof? = nil, obstacle: Obstacle = Obstacle(),
        lookEvery: Duration = Replay.lookEvery
    ) {
        self.outbox = outbox
        self.carrier = carrier
        self.line = line
        self.bell = bell
        self.clocks = clocks
        self.logger = logger
        self.lanes = lanes
        self.proof = proof
        self.obstacle = obstacle
        self.lookEvery = lookEvery
    }

    /// Runs until a shutdown is asked for; then lets what is on its way come to its end.
    ///
    /// - Throws: ``OutboxFailure`` if what was on its way cannot be read, for the file is damaged: nothing
    ///   could be carried out until a person has mended it.
    package func run() async throws {
        line.notify(bell)
        var isRecovered = false
        try await withThrowingDiscardingTaskGroup { group in
            try await withGracefulShutdownHandler {
                while !Task.isCancelled && !Task.isShuttingDownGracefully {
                    if !isRecovered { isRecovered = try recover() }
                    expire()
                    await prove()
                    // Nothing starts before what was stranded is back, or once we are to stop.
                    let isReady = isRecovered && !Task.isShuttingDownGracefully
                    for intent in isReady ? next() : [] {
                        group.addTask { await carry(intent) }
                    }
                    await bell.wait(atMost: pause(), clocks)
                }
            } onGracefulShutdown: {
                bell.ring()
                carrier.watchers.close()
            }
        }
    }

    /// The intents to start now: none while the line is closed.
    private func next() -> [Intent] {
        guard line.isOpen else { return [] }
        do {
            // Read and started under one lock: a lane that is freed in between would be started
            // again with what its intent was before.
            return try lanes.withLock { lanes in
                let wanted = lanes.headsWanted
                guard wanted > 0 else { return [] }
                return lanes.start(
                    try outbox.heads(after: 0, count: wanted), at: clocks.uptime())
            }
        } catch {
            meet(error, "the queue cannot be read")
            return []
        }
    }

    private func carry(_ intent: Intent) async {
        let pause = await carrier.carry(intent)
        lanes.withLock {
            $0.finish(intent.sessionID, pause, at: clocks.uptime(), jitter: clocks.chance())
        }
        bell.ring()
    }

    private func pause() -> Duration {
        min(lookEvery, lanes.withLock { $0.nextDue(at: clocks.uptime()) } ?? lookEvery)
    }

    /// Before a long queue is drained: one refresh, instead of a look at each session.
    private func prove() async {
        guard let proof, line.isOpen, lanes.withLock(\.headsWanted) > 0,
            let waiting = try? outbox.tally()[.queued], waiting >= Proof.worthwhile
        else { return }
        await proof.obtain()
    }

    private func expire() {
        do {
            for intent in try outbox.expire(at: clocks.now()) {
                logger.notice("expired", metadata: ["intent": "\(intent.id)"])
            }
        } catch {
            meet(error, "expiry failed")
        }
    }

    /// Each second it would be told anew of a file that is damaged: once is enough.
    private func meet(_ error: any Error, _ message: Logger.Message) {
        if case .store(.damaged)? = error as? OutboxFailure {
            guard obstacle.description == nil else { return }
            obstacle.met(error)
        }
        logger.error(message, metadata: ["error": "\(error)"])
    }

    private func recover() throws(OutboxFailure) -> Bool {
        do {
            let stranded = try outbox.recover(at: clocks.now())
            guard !stranded.isEmpty else { return true }
            lanes.withLock { $0.hold(stranded, at: clocks.uptime()) }
            logger.notice(
                "transfers were on their way when the agent stopped: looking at them first",
                metadata: ["count": "\(stranded.count)"])
            return true
        } catch {
            if case .store(.damaged) = error { throw error }
            logger.error("recovery failed", metadata: ["error": "\(error)"])
            return false
        }
    }
}
