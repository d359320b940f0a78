import Foundation
import Logging
import OutpostModel
import OutpostStore
import ServiceLifecycle
import Synchronization
import Testing

@testable import OutpostSync

/// A branch office: real databases in a directory of their own, and a fake world around them.
final class Branch: Sendable {
    let directory: String
    let time: VirtualTime
    let clocks: Clocks
    let remote: FakeRemote
    let outbox: Outbox
    let cache: Cache
    let line: Line
    let meter: Meter
    let bell = Bell()
    let orders = RefreshOrders()
    let logger = Logger(label: "branch") { _ in SwiftLogNoOpLogHandler() }
    private let closed = Shared<Set<String>>([])

    /// Opens the databases in `directory`, or in a new one.
    init(
        in directory: String? = nil, time: VirtualTime = VirtualTime(), share: Double = 1,
        chance: @escaping @Sendable () -> Double = { 0.5 }
    ) throws {
        self.directory = try directory ?? Branch.makeDirectory()
        self.time = time
        clocks = Clocks(
            time, now: { noon.addingTimeInterval(time.elapsed.seconds) }, chance: chance)
        remote = FakeRemote(clocks)
        outbox = try Outbox.open(in: self.directory, forAgent: true)
        cache = try Cache.open(in: self.directory)
        line = Line(clocks, logger: logger)
        meter = Meter(Budget(share: share, at: .zero))
    }

    func close() {
        closeOutbox()
        closeCache()
    }

    /// From now on it can be neither read nor written.
    func closeOutbox() {
        if closed.withLock({ $0.insert(Outbox.fileName).inserted }) { outbox.close() }
    }

    /// From now on it can be neither read nor written.
    func closeCache() {
        if closed.withLock({ $0.insert(Cache.fileName).inserted }) { cache.close() }
    }

    /// Runs `body` in a branch and in its time; removes every trace of it afterwards.
    static func open(
        share: Double = 1, chance: @escaping @Sendable () -> Double = { 0.5 },
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: @escaping @Sendable (Branch) async throws -> Void
    ) async throws {
        let branch = try Branch(share: share, chance: chance)
        defer {
            branch.close()
            try? FileManager.default.removeItem(atPath: branch.directory)
        }
        try await branch.time.run(sourceLocation: sourceLocation) { try await body(branch) }
    }

    static func makeDirectory() throws -> String {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("outpost-sync-" + UUID().uuidString).path
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    /// Lets so much time pass for everything that runs in the branch.
    func pass(_ duration: Duration) async throws { try await clocks.sleep(duration) }

    /// Runs services for as long as `body` takes, then cancels them.
    func running(
        _ services: any Service..., body: @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            try await body()
            group.cancelAll()
        }
    }
}

extension Branch {
    func uplink(_ priority: Budget.Priority = .replay) -> Uplink {
        Uplink(remote, priority, line: line, meter: meter, clocks: clocks)
    }

    var carrier: Carrier {
        Carrier(uplink(), outbox: outbox, cache: cache, clocks: clocks, logger: logger)
    }

    func replay(_ lanes: Lanes = Lanes()) -> Replay {
        Replay(
            outbox, carrier: carrier, line: line, bell: bell, clocks: clocks, logger: logger,
            lanes: ReplayState(lanes))
    }

    var refresher: Refresher { Refresher(uplink(.refresh), cache: cache, clocks: clocks) }

    func refresh(_ intervals: RefreshSchedule.Intervals = .init()) -> Refresh {
        Refresh(
            refresher, urgent: refresher, cache: cache, line: line, orders: orders,
            intervals: intervals,
            clocks: clocks, logger: logger)
    }

    var probe: Probe { Probe(uplink(), line: line, clocks: clocks) }

    /// Accepts a transfer of a session as the server has it now, and rings.
    @discardableResult
    func accept(
        _ session: Session, to target: TransferTarget = .department(Department.suporte.id),
        ifMoved: Intent.IfMoved = .park, lifetime: TimeInterval = 86_400
    ) throws -> Intent {
        let new = NewIntent(
            id: .random(), sessionID: session.id, target: target, ifMoved: ifMoved,
            base: Intent.Base(session), lifetime: lifetime)
        let intent = try outbox.accept(new, at: clocks.now()).intent
        bell.ring()
        return intent
    }

    func state(_ intent: Intent) throws -> Intent.State { try outbox.intent(intent.id).state }
}
