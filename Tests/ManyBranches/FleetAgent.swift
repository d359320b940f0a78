import Foundation
import Logging
import OutpostModel
import OutpostStore
import OutpostSync

/// The agent of a branch or of a hub, of the program's own parts and with databases of its own: as
/// `Agent` puts them together, but for the local API, the system's news of the network, and
/// housekeeping.
final class FleetAgent: Sendable {
    let outbox: Outbox
    let cache: Cache
    let line: Line
    let bell = Bell()
    let clocks: Clocks
    let watchers = Watchers(most: 10_000)
    private let remote: any Remote
    private let meter: Meter
    private let logger = Logger(label: "agent") { _ in SwiftLogNoOpLogHandler() }

    /// Nobody accepts anything from outside: there is no need to look for it every second, and none at
    /// all while the line is closed.
    private static let lookEvery = Duration.seconds(30)

    /// - Parameters:
    ///   - directory: is made.
    ///   - share: of the account's limits.
    init(
        in directory: String, share: Double, clocks: Clocks, remote: any Remote
    ) throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let boot = BootClock(id: directory, elapsed: clocks.uptime)
        outbox = try Outbox.open(in: directory, forAgent: false, boot: boot)
        cache = try Cache.open(in: directory)
        self.clocks = clocks
        self.remote = remote
        line = Line(clocks, logger: logger) { [outbox] state, reason in
            try? outbox.record(state, reason: reason, at: clocks.now())
        }
        meter = Meter(
            share: share, of: Budget.Limits(), BudgetRecord(cache, boot: boot, logger: logger),
            clocks)
    }

    func close() {
        outbox.close()
        cache.close()
    }

    /// Fills the cache before the line is lost, which is not counted.
    func prepare(_ source: AccountRemote) async throws {
        let refresher = Refresher(source, cache: cache, clocks: clocks)
        for resource in Resource.allCases {
            try await refresher.refresh(resource, full: true) { _ in }
        }
    }

    /// Accepts a transfer of each of those sessions.
    func accept(_ sessions: Range<Int>) throws {
        for number in sessions {
            let session = Session.numbered(number)
            _ = try outbox.accept(
                NewIntent(
                    id: .numbered(number), sessionID: session.id,
                    target: .department(Account.departments[1].id),
                    base: Intent.Base(session), lifetime: TransferRequest.defaultLifetime),
                at: clocks.now())
        }
    }

    /// Runs until the task is cancelled.
    func run() async {
        let orders = RefreshOrders()
        let freshness = Freshness()
        let replay = Replay(
            outbox,
            carrier: Carrier(
                uplink(.replay), outbox: outbox, cache: cache, freshness: freshness,
                watchers: watchers, clocks: clocks, logger: logger),
            line: line, bell: bell, clocks: clocks, logger: logger,
            proof: Proof(
                freshness, cache: cache, line: line, orders: orders, meter: meter, clocks: clocks),
            lookEvery: .seconds(3_600))
        let refresh = Refresh(
            refresher(.refresh, freshness), urgent: refresher(.replay, freshness), cache: cache,
            line: line, orders: orders, intervals: RefreshSchedule.Intervals(), clocks: clocks,
            logger: logger)
        let probe = Probe(uplink(.replay), line: line, clocks: clocks)
        let announcer = Announcer(line, clocks: clocks)
        await withTaskGroup { group in
            group.addTask {
                do { try await replay.run() } catch { preconditionFailure("\(error)") }
            }
            group.addTask { await refresh.run() }
            group.addTask { await probe.run() }
            group.addTask { await announcer.run() }
            group.addTask { await self.look() }
        }
    }

    private func look() async {
        let turned = Bell()
        line.notify(turned)
        while !Task.isCancelled {
            guard line.isOpen else {
                await turned.wait()
                continue
            }
            try? await clocks.sleep(Self.lookEvery)
            bell.ring()
        }
    }

    private func uplink(_ priority: Budget.Priority) -> Uplink {
        Uplink(remote, priority, line: line, meter: meter, clocks: clocks)
    }

    private func refresher(_ priority: Budget.Priority, _ freshness: Freshness) -> Refresher {
        Refresher(uplink(priority), cache: cache, clocks: clocks, freshness: freshness)
    }
}
