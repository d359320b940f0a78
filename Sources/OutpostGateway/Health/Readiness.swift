import OutpostModel
import OutpostStore
import OutpostSync
import Synchronization

/// Whether the agent can do what it is there for: look up, and take transfers. It can do both while
/// the line is down, so the line does not count.
final class Readiness: Sendable {
    private let outbox: Outbox
    private let cache: Cache
    private let clocks: Clocks
    private let last = Mutex<(at: Duration, reasons: [String])?>(nil)

    /// How long an answer holds: finding it out costs a write to the disk.
    private static let holds = Duration.seconds(1)

    init(outbox: Outbox, cache: Cache, clocks: Clocks) {
        self.outbox = outbox
        self.cache = cache
        self.clocks = clocks
    }

    /// Why it is not, a sentence each; none if it is.
    var reasons: [String] {
        let now = clocks.uptime()
        return last.withLock { last in
            if let last, now - last.at < Self.holds { return last.reasons }
            let reasons = cacheReasons + queueReasons
            last = (now, reasons)
            return reasons
        }
    }

    private var cacheReasons: [String] {
        do {
            let empty = try Resource.allCases.filter {
                try cache.refreshState($0).refreshedAt == nil
            }
            return empty.map { "the list of \($0.rawValue) was never fetched" }
        } catch {
            return ["the copy cannot be used: \(error)"]
        }
    }

    private var queueReasons: [String] {
        guard !outbox.isReplaced else {
            return ["the queue's file was deleted or replaced: start the agent anew"]
        }
        do {
            _ = try outbox.heads(after: 0, count: 1)
        } catch {
            return ["the queue cannot be read: \(error)"]
        }
        do {
            try outbox.checkWritable()
            return []
        } catch {
            return ["the queue cannot be written: \(error)"]
        }
    }
}
