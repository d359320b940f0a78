package import Foundation

/// How the outbox stands: `accepted` is always the sum of all `counts`.
package struct Tally: Hashable, Sendable {
    /// Ever accepted, those that are no longer kept included.
    package let accepted: Int
    package let counts: [Intent.State: Int]
    package let oldestQueuedAt: Date?

    package init(accepted: Int, counts: [Intent.State: Int], oldestQueuedAt: Date?) {
        self.accepted = accepted
        self.counts = counts
        self.oldestQueuedAt = oldestQueuedAt
    }

    package subscript(state: Intent.State) -> Int { counts[state] ?? 0 }

    package var open: Int { Intent.State.open.reduce(0) { $0 + self[$1] } }
}
