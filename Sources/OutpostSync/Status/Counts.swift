package import OutpostModel
import Synchronization

/// What the agent has done since it started, counted, for whoever watches it.
///
/// Plain numbers and no metrics library: what is worth watching is one page of text that is made
/// when it is asked for, most of it from the databases, and a library's registry would be one for
/// the whole process.
package final class Counts: Sendable {
    /// One refresh of one resource, and whether it came to its end.
    package struct Refreshing: Hashable, Sendable {
        package let resource: Resource
        package let succeeded: Bool

        package init(_ resource: Resource, succeeded: Bool) {
            self.resource = resource
            self.succeeded = succeeded
        }
    }

    package struct Values: Hashable, Sendable {
        package fileprivate(set) var attempts: [Attempt.Outcome: Int] = [:]
        package fileprivate(set) var refreshes: [Refreshing: Int] = [:]
    }

    private let state = Mutex(Values())

    package init() {}

    package var values: Values { state.withLock { $0 } }

    func count(_ outcome: Attempt.Outcome) {
        state.withLock { $0.attempts[outcome, default: 0] += 1 }
    }

    func count(_ refreshing: Refreshing) {
        state.withLock { $0.refreshes[refreshing, default: 0] += 1 }
    }
}
