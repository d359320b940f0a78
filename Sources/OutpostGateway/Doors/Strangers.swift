import Foundation
package import OutpostModel
import Synchronization

/// Programs that came with a token that is not the local API's, counted: they fail in silence
/// otherwise, for their owners look at this computer last.
package final class Strangers: Sendable {
    private let state = Mutex((count: 0, last: Date?.none))

    func note(at now: Date) {
        state.withLock { $0 = ($0.count + 1, now) }
    }

    package var report: StatusReport.Callers {
        let (count, last) = state.withLock { $0 }
        return StatusReport.Callers(refused: count, lastRefusedAt: last.map { Timestamp($0) })
    }
}
