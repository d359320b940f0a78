package import OutpostModel

/// When each resource is to be refreshed next.
package struct RefreshSchedule: Hashable, Sendable {
    /// How often, where nothing is in the way.
    package struct Intervals: Hashable, Sendable {
        package var departments = Duration.seconds(300)
        package var users = Duration.seconds(300)
        package var sessions = Duration.seconds(30)

        package init() {}

        subscript(resource: Resource) -> Duration {
            switch resource {
            case .departments: departments
            case .users: users
            case .sessions: sessions
            }
        }
    }

    private let intervals: Intervals
    private var due: [Resource: Duration] = [:]
    private var failures: [Resource: Int] = [:]

    /// Everything is due at once.
    package init(_ intervals: Intervals = Intervals()) { self.intervals = intervals }

    /// The resources that are due, those that have waited longest first.
    package func dueNow(at uptime: Duration) -> [Resource] {
        Resource.allCases.filter { (due[$0] ?? .zero) <= uptime }
            .sorted { (due[$0] ?? .zero) < (due[$1] ?? .zero) }
    }

    /// How long until the next one is.
    package func pause(at uptime: Duration) -> Duration {
        Resource.allCases.map { max(.zero, (due[$0] ?? .zero) - uptime) }.min() ?? .zero
    }

    /// - Parameters:
    ///   - took: how long it took: refreshing is to be a small part of what the line does.
    ///   - jitter: a number from 0 up to 1: the next time comes up to a fifth early or late, so that
    ///     many branches that started together do not ask together.
    package mutating func finish(
        _ resource: Resource, succeeded: Bool, took: Duration = .zero, at uptime: Duration,
        jitter: Double
    ) {
        failures[resource] = succeeded ? 0 : (failures[resource] ?? 0) + 1
        let interval = max(intervals[resource], took * 4) * (0.8 + 0.4 * jitter)
        let pause =
            succeeded
            ? interval
            : min(
                interval,
                Backoff.probe.pause(afterFailure: failures[resource] ?? 1, jitter: jitter))
        due[resource] = uptime + pause
    }
}
