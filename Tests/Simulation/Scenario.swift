import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

/// One life of a branch, from one seed: first everything goes wrong, then all is well.
///
///     trouble ──▶ healed, the queue drains ──▶ people decide what is left ──▶ all has ended
final class Scenario {
    let world: World
    let desk: Desk
    let broken: Mutation?
    /// The agent, while it runs.
    var agent: SimulatedAgent?
    /// The connection of an agent that was killed.
    var spare: Outbox?
    /// What a command has open: another process, another connection.
    var counter: Outbox?
    var books: Books?
    var lastVersion: Int64 = -1
    var drafts: [Draft] = []
    var usedKeys: [NewIntent] = []
    /// Whether the disk is full now.
    var isDiskFull = false
    /// Whether it runs full all the time.
    /// The last stamp in the file, and the wall's error at that moment.
    var stamp: Books.Stamp?
    var stampedError: TimeInterval = 0
    let isDiskBad: Bool
    /// How likely each step is somebody else's and not the agent's.
    let unrest: Double
    let troubledSteps: Int

    /// The queue drains within so many steps, for each intent that is open, and the first for none:
    /// while a lane pauses, refreshes of the sessions go on, and their steps count too.
    package static let stepsToDrain = (first: 400, each: 100)

    init(seed: UInt64, desk: Desk, broken: Mutation?, isTracing: Bool) throws {
        world = World(seed: seed, isTracing: isTracing)
        self.desk = desk
        self.broken = broken
        unrest = world.numbers.pick([0.06, 0.12, 0.24])
        isDiskBad = world.numbers.happens(0.2)
        troubledSteps = 50 + world.numbers.below(130) + (world.isStubborn ? 150 : 0)
    }

    /// Lives it through; the world keeps what was found.
    func run() throws {
        defer { close() }
        try desk.clear()
        if world.numbers.happens(0.8) { try warmCache() }
        for _ in 0..<(world.server.chats.count * 2) {
            command()
            check()
        }
        for _ in 0..<troubledSteps {
            try troubledStep()
            check()
            if world.oracle.violation != nil { return }
        }
        try recover()
    }

    private func recover() throws {
        heal()
        // What is held may turn out a conflict, and that is then ended or forced: so each intent takes
        // three rounds at most.
        for _ in 0...(3 * world.oracle.records.count) {
            try drain()
            guard world.oracle.violation == nil else { return }
            guard try peopleDecide() else { break }
        }
        try settleAccounts()
    }

    /// Whatever can go on by itself does, within the stated number of steps.
    private func drain() throws {
        let open = world.oracle.records.filter { $0.state.isOpen }.count
        let bound = Self.stepsToDrain.first + Self.stepsToDrain.each * open
        var steps = 0
        while steps < bound, isAnythingToDo() {
            try agentStep()
            check()
            if world.oracle.violation != nil { return }
            steps += 1
        }
        world.oracle.ledger.drained(inSteps: steps)
        world.oracle.require(
            .drains, !isAnythingToDo(), "\(open) were open, and not all done in \(bound) steps")
    }

    /// Whether an open intent waits for nothing but the agent.
    private func isAnythingToDo() -> Bool {
        var isBlocked: Set<Int> = []
        for record in world.oracle.records where record.state.isOpen {
            if isOverdue(record) { return true }
            if record.state == .queued || record.state == .sending {
                if !isBlocked.contains(record.chat) { return true }
            } else {
                isBlocked.insert(record.chat)
            }
        }
        return !(agent?.jobs.isEmpty ?? true)
    }

    /// Whether its time ran out so long ago that it should have expired.
    private func isOverdue(_ record: Record) -> Bool {
        let age = world.hours.elapsed - record.acceptedAt
        return !record.isTimeless && record.state != .sending
            && age > record.lifetime + Oracle.drift
    }

    /// At the end of all: everything has ended, the books balance, and the cache is right.
    private func settleAccounts() throws {
        let left = world.oracle.records.filter { $0.state.isOpen }.map(\.number)
        world.oracle.require(.drains, left.isEmpty, "still open: \(left)")
        audit()
        guard let agent else { return }
        // The first may go on with one that was begun in worse times.
        var walks = 0
        for _ in 0..<6 where walks < 3 {
            agent.walk.order(
                at: world.hours.elapsed, full: needsFullWalk)
            for _ in 0..<2_000 where agent.walk.isOrdered { try agentStep() }
            walks += agent.walk.hasSucceeded ? 1 : 0
        }
        try compareCache()
    }

    /// What only a full walk finds: what a step of the clock hides from a walk that measures its own
    /// length by the wall, and what ended so long ago that it is out of scope by now.
    private var needsFullWalk: Bool {
        !world.server.honoursBound || world.hours.error != 0
            || world.hours.elapsed > .seconds(86_400)
    }

    /// What has left the scope is brought in by looks at what the walks miss, which
    /// ``RefreshHistories`` lives through.
    private func compareCache() throws {
        let newest = world.server.chats.map(\.updatedAt).max()
        let start = newest?.minus(seconds: SessionRules().scope)
        for (place, chat) in world.server.chats.enumerated() {
            guard let known = try desk.cache.session(chat.id)?.session else { continue }
            if let start, !chat.status.isOpen, chat.updatedAt < start { continue }
            world.oracle.require(
                .cacheComesRight,
                known.placement == chat.placement && known.status == chat.status,
                "session \(place) is at \(chat.placement), not \(known.placement)")
        }
    }

    func audit() {
        guard let problems = try? agent?.outbox.audit().problems else { return }
        world.oracle.require(
            .booksBalance, problems.isEmpty, problems.joined(separator: "; "))
    }

    /// After every step that changed the file, and now and then the store's own audit.
    func check() {
        if let agent {
            world.oracle.require(
                .oneAtOnce, agent.jobs.count <= agent.lanes.limit || broken == .twoAtOnceInLane,
                "\(agent.jobs.count) lanes at work")
        }
        if books == nil { books = Books(desk.outboxPath) }
        guard let books else { return }
        let version = books.version()
        guard version != lastVersion else { return }
        lastVersion = version
        checkStamp(books)
        world.oracle.read(books, at: world.hours.elapsed)
        if world.numbers.happens(0.02) { audit() }
    }

    private func checkStamp(_ books: Books) {
        let latest = books.stamp()
        guard latest != stamp else { return }
        forgetTimeIfLost()
        stamp = latest
        stampedError = world.hours.error
    }

    /// Over a restart of the machine the wall is believed: what was done to it since the last stamp
    /// nobody can know.
    func forgetTimeIfLost() {
        guard let stamp, stamp.boot != world.hours.bootClock().id else { return }
        if abs(world.hours.error - stampedError) > 2 { world.oracle.clockBecameUnknown() }
    }

    func close() {
        Disk.limit(toWrites: nil)
        agent = nil
        spare = nil
        counter = nil
        books = nil
        desk.removeFolder()
    }
}
