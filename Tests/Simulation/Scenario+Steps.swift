import OutpostModel
import OutpostStore
import OutpostSync

extension Scenario {
    /// One thing happens: mostly the agent goes on; otherwise anything else.
    func troubledStep() throws {
        world.hours.pass(.microseconds(1))
        spoilDisk()
        guard world.numbers.happens(unrest) else { return try agentStep() }
        switch world.numbers.below(100) {
        case 0..<45: command()
        case 45..<60: passTime()
        case 60..<78: othersAct()
        case 78..<87: mishap()
        case 87..<90: kill()
        default: strike()
        }
    }

    /// One step of the agent; if it has nothing to do, time passes until it has.
    func agentStep() throws {
        world.hours.pass(.microseconds(1))
        // What is wrong for good is soon noticed and put right.
        if isDiskFull, world.numbers.happens(0.05) { toggleDisk() }
        if !world.isKeyGood, world.numbers.happens(0.05) { toggleKey() }
        if !world.isLineUp, world.numbers.happens(0.05) { toggleLine() }
        if let due = world.nextLate, due <= world.hours.elapsed { world.deliverLate() }
        guard let agent else { return try start() }
        let runnable = agent.runnable
        let jobs = runnable.filter { if case .job = $0 { true } else { false } }
        if !jobs.isEmpty, world.numbers.happens(0.7) {
            // What carries out intents goes on more often than what looks around.
            try agent.step(world.numbers.pick(jobs))
        } else if jobs.isEmpty, let due = agent.jobs.map(\.due).min(), world.numbers.happens(0.5) {
            // The rest is slow now and then.
            world.hours.pass(due - world.hours.elapsed)
        } else if runnable.isEmpty {
            let next = agent.nextDue ?? world.hours.elapsed + Replay.lookEvery
            world.hours.pass(max(.milliseconds(1), next - world.hours.elapsed))
        } else {
            try agent.step(world.numbers.pick(runnable))
        }
    }

    /// `Agent.run`, its beginning. On a disk that is full it may fail, and is tried again.
    private func start() throws {
        do {
            let outbox = try spare ?? openOutbox()
            agent = SimulatedAgent(
                world, outbox: outbox, cache: desk.cache, broken: broken,
                sabotage: { [desk] in desk.run($0) })
            world.note("the agent starts")
        } catch {
            guard isDiskFull else { throw error }
            world.oracle.ledger.count(.mishap, Mishap.notStarted.rawValue)
            world.hours.pass(.seconds(1))
        }
    }

    /// Kills the agent while it carries something out, if it does.
    private func strike() {
        if agent?.jobs.isEmpty == false { kill() }
    }

    /// A bad disk runs full now and then, and most of all when an outcome is to be written.
    private func spoilDisk() {
        guard isDiskBad, !isDiskFull else { return }
        let isUrgent = agent?.jobs.contains { $0.crashPoint == .duringSendAfterArrival } ?? false
        if world.numbers.happens(isUrgent ? 0.3 : 0.04) { toggleDisk() }
    }

    func openOutbox() throws -> Outbox {
        try Outbox.open(
            in: desk.folder, forAgent: false,
            boot: broken == .expireEarlyOnClockStep ? nil : world.hours.bootClock())
    }

    private func passTime() {
        let numbers = world.numbers.below(100)
        let pause: Duration =
            switch numbers {
            case 0..<60: world.numbers.seconds(upTo: 2)
            case 60..<90: world.numbers.seconds(upTo: 60)
            case 90..<98: world.numbers.seconds(upTo: 7_200)
            default: world.numbers.seconds(upTo: 40 * 86_400)
            }
        if pause > .seconds(86_400) {
            world.oracle.ledger.count(.mishap, Mishap.longSleep.rawValue)
        }
        world.hours.pass(pause)
    }

    /// The process is killed: what is on the disk stays, and what was on its way may arrive.
    ///
    /// One time in five the file is opened anew, as a killed process leaves it. The other times the
    /// connection stays, which has no memory: that is much faster, and between two transactions it
    /// makes no difference to what is read.
    func kill(andMachine: Bool = false) {
        guard let agent else {
            // Nobody's connection outlives the machine.
            if andMachine { (spare, counter) = (nil, nil) }
            return
        }
        spare = andMachine || world.numbers.happens(0.2) ? nil : agent.outbox
        countCrash(agent)
        for job in agent.jobs {
            if case .away(let flight) = job.stage { world.abandon(flight) }
        }
        world.oracle.agentDied()
        world.note("the agent is killed")
        self.agent = nil
        guard spare == nil else { return }
        let before = desk.crash()
        counter = nil
        books = nil
        desk.remove(before)
        lastVersion = -1
    }

    private func countCrash(_ agent: SimulatedAgent) {
        world.oracle.ledger.count(.mishap, Mishap.agentKilled.rawValue)
        func count(_ point: CrashPoint) { world.oracle.ledger.count(.crash, point.rawValue) }
        for job in agent.jobs { count(job.crashPoint) }
        if case .recover = agent.loop { count(.beforeRecovery) }
        if case .idle = agent.walk.stage {} else { count(.duringRefresh) }
        if case .away = agent.probe { count(.duringProbe) }
        if !drafts.isEmpty { count(.whileSomebodyAccepts) }
        if agent.jobs.isEmpty { count(.idle) }
    }

    /// A refresh before the scenario begins, without any trouble.
    func warmCache() throws {
        let now = world.hours.wall
        var itinerary = SessionItinerary(.full, SessionProgress(), SessionRules())
        var isFinished = false
        while !isFinished {
            let page = world.server.page(itinerary.request)
            isFinished = itinerary.advance(past: page, at: now)
            let sessions = itinerary.keeping(page)
            _ = try desk.cache.savePage(sessions, itinerary.progress, at: now)
            guard isFinished else { continue }
            _ = try desk.cache.finishWalk(
                [], itinerary.progress, completedBefore: itinerary.completedBefore, at: now)
        }
    }

    /// From now on nothing goes wrong, and nobody does anything.
    func heal() {
        world.heal()
        Disk.limit(toWrites: nil)
        isDiskFull = false
        while !drafts.isEmpty { accept(drafts.removeFirst()) }
        world.note("all is well")
        check()
    }
}
