package import Logging
import OutpostModel
package import OutpostStore
import ServiceLifecycle
import Synchronization

/// Keeps the cache in step: each chore on its schedule, and at once when somebody asks.
package struct Refresh: Service {
    private let refresher: Refresher
    private let urgent: Refresher
    private let cache: Cache
    private let line: Line
    private let clocks: Clocks
    private let logger: Logger
    private let orders: RefreshOrders
    private let intervals: RefreshSchedule.Intervals

    /// - Parameter urgent: the same with replay's place in the budget, for what replay waits for.
    package init(
        _ refresher: Refresher, urgent: Refresher, cache: Cache, line: Line, orders: RefreshOrders,
        intervals: RefreshSchedule.Intervals, clocks: Clocks, logger: Logger
    ) {
        self.refresher = refresher
        self.urgent = urgent
        self.cache = cache
        self.line = line
        self.orders = orders
        self.intervals = intervals
        self.clocks = clocks
        self.logger = logger
    }

    package func run() async {
        line.notify(orders.bell)
        await cancelWhenGracefulShutdown { await keepInStep() }
        orders.close()
    }

    private func keepInStep() async {
        var schedule = RefreshSchedule(intervals)
        var wasOpen = line.isOpen
        while !Task.isCancelled {
            if let order = orders.next() {
                await carryOut(order)
                continue
            }
            let isOpen = line.isOpen
            if isOpen, !wasOpen { schedule.reconnect(at: clocks.uptime()) }
            wasOpen = isOpen
            if isOpen, let chore = schedule.dueNow(at: clocks.uptime()).first {
                await perform(chore, &schedule)
            } else {
                // While the line is closed, its opening rings the bell.
                let pause = isOpen ? schedule.pause(at: clocks.uptime()) : .seconds(60)
                await orders.bell.wait(atMost: pause, clocks)
            }
        }
    }

    private func carryOut(_ order: RefreshOrder) async {
        defer { order.finish() }
        for resource in order.resources {
            do {
                try await (order.isUrgent ? urgent : refresher).refresh(
                    resource, full: order.full, between: giveWay, progress: order.report)
            } catch {
                return handle(error, resource)
            }
        }
    }

    /// Between two pages of a long walk: replay does not wait for its end.
    private func giveWay() async {
        while let order = orders.nextUrgent() { await carryOut(order) }
    }

    private func perform(_ chore: RefreshChore, _ schedule: inout RefreshSchedule) async {
        let startedAt = clocks.uptime()
        var outcome = RefreshSchedule.Outcome.failed
        do {
            outcome = try await perform(chore)
        } catch {
            handle(error, chore.resource)
        }
        schedule.finish(
            chore, outcome, took: clocks.uptime() - startedAt, at: clocks.uptime(),
            jitter: clocks.chance())
        if chore == .reconcile, outcome == .changed {
            schedule.hasten(.changes, at: clocks.uptime())
        }
    }

    private func perform(
        _ chore: RefreshChore
    ) async throws(RefreshFailure) -> RefreshSchedule.Outcome {
        let report: RefreshProgress
        switch chore {
        case .departments, .users:
            report = try await refresher.refresh(chore.resource, full: false) { _ in }
        case .changes:
            report = try await refresher.refreshChanges()
        case .reconcile:
            guard try refresher.isFullDue() else { return .unchanged }
            return try await refresher.reconcilePage() ? .changed : .unfinished
        }
        return report.changed + report.deleted > 0 ? .changed : .unchanged
    }

    private func handle(_ failure: RefreshFailure, _ resource: Resource) {
        guard case .store(.damaged(_, let detail)) = failure else {
            logger.debug(
                "refresh failed",
                metadata: ["resource": "\(resource.rawValue)", "reason": "\(failure)"])
            return
        }
        do {
            try cache.rebuild()
            logger.warning(
                "the cache was damaged: set aside, and filled anew",
                metadata: ["detail": "\(detail)"])
        } catch {
            logger.error("the cache cannot be rebuilt", metadata: ["error": "\(error)"])
        }
    }
}

extension RefreshChore {
    fileprivate var resource: Resource {
        switch self {
        case .departments: .departments
        case .users: .users
        case .changes, .reconcile: .sessions
        }
    }
}
