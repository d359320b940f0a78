package import Foundation
package import OutpostModel

/// How the outbox stands: `accepted` is always the sum of all `counts`.
package struct Tally: Hashable, Sendable {
    /// Ever accepted, pruned ones included.
    package let accepted: Int
    package let counts: [Intent.State: Int]
    package let oldestQueuedAt: Date?

    package subscript(state: Intent.State) -> Int { counts[state] ?? 0 }

    package var open: Int { Intent.State.open.reduce(0) { $0 + self[$1] } }
}
