import OutpostModel
import Synchronization

/// What a round saw while it went on, written by many at once.
final class TortureRecord: Sendable {
    /// A command `outpost transfer` and what it left.
    struct Answer: Sendable {
        let order: TortureOrder
        let outcome: Branch.Outcome
        /// What it printed; nil if nothing.
        let accepted: AcceptanceReport?
    }

    struct Content: Sendable {
        var answers: [Answer] = []
        var kills = 0
        /// Deeds of colleagues that the service took.
        var deedsDone: Set<Int> = []
        /// Those that `queue cancel` said were cancelled.
        var cancelled: [Intent.ID] = []
        /// Those that a person sent on wherever the session was, once for each time.
        var forced: [Intent.ID] = []
        /// Conflicts that a person saw.
        var conflictsSeen: Set<Intent.ID> = []
        var violations: [String] = []
    }

    private let state = Mutex(Content())

    var content: Content { state.withLock { $0 } }

    func note(_ change: @Sendable (inout Content) -> Void) {
        state.withLock { change(&$0) }
    }

    func intent(ofOrder number: Int) -> Intent.ID? {
        state.withLock { state in
            state.answers.lazy.filter { $0.order.number == number }.compactMap(\.accepted).first?
                .intent.id
        }
    }
}
