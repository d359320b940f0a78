import Foundation

/// When each chore is to be done next.
package struct RefreshSchedule: Hashable, Sendable {
    /// How often, where nothing is in the way.
    package struct Intervals: Hashable, Sendable {
        package var departments = Duration.seconds(300)
        package var users = Duration.seconds(300)
        package var sessions = Duration.seconds(30)

        package init() {}

        subscript(chore: RefreshChore) -> Duration {
            switch chore {
            case .departments: departments
            case .users: users
            case .changes: sessions
            case .reconcile: .seconds(60)  // how often to see whether one is due
            }
        }
    }

    package enum Outcome: Hashable, Sendable {
        case changed, unchanged, failed
        /// There is more of it to do, at once.
        case unfinished
    }

    /// While nothing changes, a chore is done so many times as rarely, at most.
    package static let longestStretch = 4.0

    private struct State: Hashable {
        var due = Duration.zero
        var failures = 0
        /// How often in a row nothing had changed.
        var quiet = 0

        /// Half as long again each time, up to the longest.
        var stretch: Double { min(pow(1.5, Double(quiet)), longestStretch) }
    }

    private let intervals: Intervals
    private var states: [RefreshChore: State] = [:]

    /// Everything is due at once.
    package init(_ intervals: Intervals = Intervals()) { self.intervals = intervals }

    /// The chores that are due, the most urgent first.
    package func dueNow(at uptime: Duration) -> [RefreshChore] {
        RefreshChore.allCases.filter { self[$0].due <= uptime }
    }

    /// How long until the next one is.
    package func pause(at uptime: Duration) -> Duration {
        RefreshChore.allCases.map { max(.zero, self[$0].due - uptime) }.min() ?? .zero
    }

    /// - Parameters:
    ///   - took: how long it took: refreshing is to be a small part of what the line does.
    ///   - jitter: a number from 0 up to 1: the next time comes up to a fifth early or late, so that
    ///     many branches that started together do not ask together.
    package mutating func finish(
        _ chore: RefreshChore, _ outcome: Outcome, took: Duration = .zero, at uptime: Duration,
        jitter: Double
    ) {
        var state = self[chore]
        state.failures = outcome == .failed ? state.failures + 1 : 0
        state.quiet = outcome == .unchanged ? state.quiet + 1 : 0
        let interval = max(intervals[chore] * state.stretch, took * 4) * (0.8 + 0.4 * jitter)
        state.due =
            switch outcome {
            case .changed, .unchanged: uptime + interval
            case .unfinished: uptime
            case .failed:
                uptime
                    + min(
                        interval,
                        Backoff.probe.pause(afterFailure: state.failures, jitter: jitter))
            }
        states[chore] = state
    }

    /// Makes a chore due.
    package mutating func hasten(_ chore: RefreshChore, at uptime: Duration) {
        states[chore, default: State()].due = uptime
    }

    /// The line is back: what failed for want of it is due.
    package mutating func reconnect(at uptime: Duration) {
        for (chore, state) in states where state.failures > 0 { hasten(chore, at: uptime) }
    }

    private subscript(chore: RefreshChore) -> State { states[chore] ?? State() }
}
