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
            let order = orders.next()
            if let order { await carryOut(order, &schedule) }
            let isOpen = line.isOpen
            if isOpen, !wasOpen { schedule.reconnect(at: clocks.uptime()) }
            wasOpen = isOpen
            let due = isOpen ? schedule.dueNow(at: clocks.uptime()) : []
            // After an order too, and then all: whoever asks faster than the budget flows always has
            // one waiting.
            await perform(order == nil ? due.prefix(1) : due[...], &schedule)
            guard order == nil, due.isEmpty else { continue }
            // While the line is closed, its opening rings the bell.
            let pause = isOpen ? schedule.pause(at: clocks.uptime()) : .seconds(60)
            await orders.bell.wait(atMost: pause, clocks)
        }
    }

    private func carryOut(_ order: RefreshOrder, _ schedule: inout RefreshSchedule) async {
        defer { order.finish() }
        for resource in order.resources {
            do {
                try await (order.isUrgent ? urgent : refresher).refresh(
                    resource, full: order.full, between: { await giveWay(&schedule) },
                    progress: order.report)
            } catch {
                // As if it had been its turn: it is tried again soon, and once the line is back.
                schedule.finish(
                    resource.chore, .failed, at: clocks.uptime(), jitter: clocks.chance())
                return handle(error, resource)
            }
        }
    }

    /// Between two pages of a long walk that was ordered: neither replay, nor whoever asks for
    /// something short, nor the other lists wait for its end. One order and each chore once, so that
    /// the walk gets on whatever is asked meanwhile.
    private func giveWay(_ schedule: inout RefreshSchedule) async {
        if let order = orders.next(where: { !isLong($0) }) { await carryOut(order, &schedule) }
        let due = line.isOpen ? schedule.dueNow(at: clocks.uptime()) : []
        await perform(due.filter { $0 != .reconcile }[...], &schedule)
    }

    /// Whether it would walk through all sessions: within such a walk, it would end it.
    private func isLong(_ order: RefreshOrder) -> Bool {
        order.resources.contains { refresher.walksFully($0, full: order.full) }
    }

    private func perform(
        _ chores: ArraySlice<RefreshChore>, _ schedule: inout RefreshSchedule
    ) async {
        for chore in chores where !Task.isCancelled { await perform(chore, &schedule) }
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

extension Resource {
    fileprivate var chore: RefreshChore {
        switch self {
        case .departments: .departments
        case .users: .users
        case .sessions: .changes
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
