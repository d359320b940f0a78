import Foundation
import Synchronization

/// The clock of the simulated service, which remembers when it was read: once for each request and
/// each deed of a colleague, in the order in which the service took them.
///
/// The service's own journal cuts digits off its times, and its log of requests has none.
final class TortureClock: Sendable {
    struct Reading: Sendable {
        let at: Date
        /// Which deed of a colleague it was read for; nil: a request.
        let deed: Int?
    }

    /// Set while a colleague acts: a request is answered outside of any task of ours.
    @TaskLocal static var deed: Int?

    private let taken = Mutex<[Reading]>([])

    var readings: [Reading] { taken.withLock { $0 } }

    func now() -> Date {
        taken.withLock { taken in
            let reading = Reading(at: Date(), deed: Self.deed)
            taken.append(reading)
            return reading.at
        }
    }
}
