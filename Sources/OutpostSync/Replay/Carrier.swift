package import Logging
package import OutpostModel
package import OutpostStore

/// Does what ``Carriage`` decides: looks, writes down, sends, settles.
package struct Carrier: Sendable {
    private let uplink: Uplink
    private let outbox: Outbox
    private let cache: Cache
    private let freshness: Freshness
    let watchers: Watchers
    private let clocks: Clocks
    private let logger: Logger
    private let counts: Counts
    private let obstacle: Obstacle

    package init(
        _ uplink: Uplink, outbox: Outbox, cache: Cache, freshness: Freshness = Freshness(),
        watchers: Watchers = Watchers(), clocks: Clocks, logger: Logger,
        counts: Counts = Counts(), obstacle: Obstacle = Obstacle()
    ) {
        self.uplink = uplink
        self.outbox = outbox
        self.cache = cache
        self.freshness = freshness
        self.watchers = watchers
        self.clocks = clocks
        self.logger = logger
        self.counts = counts
        self.obstacle = obstacle
    }

    /// Carries the intent as far as it gets now, and says what its lane must wait for.
    ///
    /// It first waits for its turn in the budget, and only then decides: what was decided before a
    /// wait would be carried out on old information.
    package func carry(_ head: Intent) async -> Pause {
        guard var turns = await reserve(head) else { return .none }
        defer { uplink.giveBack(turns) }
        do {
            // As it is now: it may have been cancelled, replaced or held while we waited.
            let intent = try outbox.intent(head.id)
            guard intent.state == .queued else { return .none }
            var asked: Cache.Turn?
            let verdict = try await verdict(on: intent, &turns, &asked)
            // The cache first: a transfer accepted between the two must not take the old place for
            // its base, and our own move for somebody else's.
            keep(verdict.learned, asked)
            if let settlement = verdict.settlement {
                try await settle(intent, settlement, arrived: verdict.learned)
                if let closing = settlement.closing { counts.count(closing.outcome) }
                log(intent, settlement)
                watchers.tell(
                    intent.id, settlement.state == .delivered ? verdict.learned : nil,
                    settlement.refusal)
                obstacle.passed()
            }
            return verdict.pause
        } catch OutboxFailure.notPossible {
            // Cancelled, replaced or held while we looked: whoever did that has written it down.
            return .none
        } catch {
            logger.error(
                "the outbox cannot be written",
                metadata: ["intent": "\(head.id)", "error": "\(error)"])
            obstacle.met(error)
            return .backoff(atLeast: nil)
        }
    }

    /// Turns for a look and a transfer, or for the transfer alone where the look is spared.
    ///
    /// - Returns: how many; nil if we are being stopped.
    private func reserve(_ intent: Intent) async -> Int? {
        let first = turns(for: intent)
        guard await uplink.reserve(first) else { return nil }
        // The proof may have grown old while we waited.
        guard first < turns(for: intent) else { return first }
        // Not one more while we keep this one: two lanes that did so could wait for each other.
        uplink.giveBack(1)
        return await uplink.reserve(2) ? 2 : nil
    }

    private func turns(for intent: Intent) -> Int {
        let step = Carriage(intent).start(at: clocks.now(), fresh: fresh(intent.sessionID))
        return step == .look ? 2 : 1
    }

    /// Writes down how it came out, however long the disk makes us wait: what was sent must not be
    /// left standing as under way. If we are stopped meanwhile, the next start looks at the session.
    private func settle(
        _ intent: Intent, _ settlement: Settlement, arrived: Session?
    ) async throws {
        // Not where somebody else had moved it already: the lane's later intents must see that.
        let isOurs = intent.isAmbiguous || settlement.closing != nil
        let base = isOurs ? arrived.map { Intent.Base($0) } : nil
        var failures = 0
        while true {
            do {
                return try outbox.settle(intent.id, settlement, arrived: base, at: clocks.now())
            } catch {
                guard case .store = error, settlement.closing != nil else { throw error }
                logger.error(
                    "the outcome cannot be written yet",
                    metadata: ["intent": "\(intent.id)", "error": "\(error)"])
                obstacle.met(error)
            }
            failures += 1
            try await clocks.sleep(Backoff.probe.ceiling(afterFailure: failures))
        }
    }

    /// - Parameters:
    ///   - turns: how many requests may leave; counted down.
    ///   - asked: when the last of them left.
    private func verdict(
        on intent: Intent, _ turns: inout Int, _ asked: inout Cache.Turn?
    ) async throws(OutboxFailure) -> Verdict {
        let carriage = Carriage(intent)
        var step = carriage.start(at: clocks.now(), fresh: fresh(intent.sessionID))
        while true {
            switch step {
            case .look:
                // The proof has grown old at this moment: back to the queue for another turn.
                guard turns > 1 else { return Verdict() }
                turns -= 1
                asked = try? cache.turn()
                step = carriage.afterLook(await look(at: intent.sessionID))
            case .send(let seen):
                let begun = try outbox.begin(intent.id, seen: seen, at: clocks.now())
                obstacle.passed()
                turns -= 1
                asked = try? cache.turn()
                return Carriage(begun).afterSend(await send(begun))
            case .end(let verdict):
                return verdict
            }
        }
    }

    /// The session as the cache has it, while the cache is known to be in step with the server.
    private func fresh(_ session: Session.ID) -> Session? {
        let closedAt = uplink.line.connectivity.closedAt
        guard freshness.holds(at: clocks.uptime(), closedAt: closedAt) else { return nil }
        return (try? cache.session(session))?.session
    }

    private func look(at session: Session.ID) async -> Result<Session, RemoteFailure> {
        do { return .success(try await uplink.prepaid.session(session)) } catch {
            return .failure(error)
        }
    }

    private func send(_ intent: Intent) async -> Result<Session, RemoteFailure> {
        do {
            return .success(
                try await uplink.prepaid.transfer(
                    intent.sessionID, to: intent.target, stopsBot: intent.stopsBot))
        } catch {
            return .failure(error)
        }
    }

    /// The cache is a convenience here: if it cannot be written, the queue goes on.
    private func keep(_ session: Session?, _ asked: Cache.Turn?) {
        guard let session else { return }
        do {
            try cache.save(session, asked: asked, at: clocks.now())
        } catch {
            logger.warning("the cache cannot be written", metadata: ["error": "\(error)"])
        }
    }

    private func log(_ intent: Intent, _ settlement: Settlement) {
        var metadata: Logger.Metadata = [
            "intent": "\(intent.id)", "session": "\(intent.sessionID)",
            "state": "\(settlement.state.rawValue)",
        ]
        metadata["reason"] = settlement.reason.map { "\($0)" }
        switch settlement.state {
        case .conflict: logger.warning("a person must decide", metadata: metadata)
        case .rejected: logger.warning("rejected", metadata: metadata)
        case .queued: logger.debug("put off", metadata: metadata)
        default: logger.notice("settled", metadata: metadata)
        }
    }
}
