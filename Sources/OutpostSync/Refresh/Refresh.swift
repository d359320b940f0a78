package import Logging
import OutpostModel
package import OutpostStore
import ServiceLifecycle
import Synchronization

/// Keeps the cache in step: each resource on its schedule, and at once when somebody asks.
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
        while !Task.isCancelled {
            while let order = orders.next() {
                await carryOut(order, &schedule)
            }
            if line.isOpen, let resource = schedule.dueNow(at: clocks.uptime()).first {
                await refresh(refresher, resource, full: false, &schedule) { _ in }
            } else {
                // While the line is closed, its opening rings the bell.
                let pause = line.isOpen ? schedule.pause(at: clocks.uptime()) : .seconds(60)
                await orders.bell.wait(atMost: pause, clocks)
            }
        }
    }

    private func carryOut(_ order: RefreshOrder, _ schedule: inout RefreshSchedule) async {
        defer { order.finish() }
        for resource in order.resources {
            let succeeded = await refresh(
                order.isUrgent ? urgent : refresher, resource, full: order.full, &schedule,
                order.report)
            guard succeeded else { return }
        }
    }

    @discardableResult
    private func refresh(
        _ refresher: Refresher, _ resource: Resource, full: Bool, _ schedule: inout RefreshSchedule,
        _ progress: Refresher.Progress
    ) async -> Bool {
        var succeeded = false
        let startedAt = clocks.uptime()
        do {
            try await refresher.refresh(resource, full: full, progress: progress)
            succeeded = true
        } catch .store(.damaged(_, let detail)) {
            rebuild(detail)
        } catch {
            logger.debug(
                "refresh failed",
                metadata: ["resource": "\(resource.rawValue)", "reason": "\(error)"])
        }
        schedule.finish(
            resource, succeeded: succeeded, took: clocks.uptime() - startedAt,
            at: clocks.uptime(), jitter: clocks.chance())
        return succeeded
    }

    private func rebuild(_ detail: String) {
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
