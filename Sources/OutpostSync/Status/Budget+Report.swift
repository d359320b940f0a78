package import Foundation
package import OutpostModel

extension Budget {
    /// For people: what is left at this moment.
    package func report(at uptime: Duration, now: Date) -> StatusReport.Budget {
        StatusReport.Budget(
            share: share,
            fiveSeconds: buckets.short.report(at: uptime),
            fiveMinutes: buckets.long.report(at: uptime),
            pausedUntil: pause(at: uptime).map { Timestamp(now.addingTimeInterval($0.seconds)) })
    }

    /// What replay waits for; nil if nothing keeps it.
    package func stall(at uptime: Duration) -> Stall? {
        if let pause = pause(at: uptime) { return .throttled(pause) }
        // A look and a transfer.
        let wait = wait(.replay, count: 2, at: uptime)
        return wait > .zero ? .spent(wait) : nil
    }
}

extension TokenBucket {
    fileprivate func report(at uptime: Duration) -> StatusReport.Budget.Window {
        .init(limit: Int(limit), atOnce: Int(capacity), left: max(0, Int(level(at: uptime))))
    }
}
