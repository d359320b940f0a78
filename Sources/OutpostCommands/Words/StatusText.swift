import Foundation
import OutpostModel

/// The status in words: first the one line that matters, then the rest.
struct StatusText {
    private let report: StatusReport
    private let now: Date
    private let installation: Installation

    init(_ report: StatusReport, at now: Date, _ installation: Installation) {
        self.report = report
        self.now = now
        self.installation = installation
    }

    var text: String {
        var table = Table()
        table.add("agent", agent)
        table.add("line", line)
        if report.daemon.running {
            for (name, layer) in layers { table.add("  " + name, words(layer)) }
        }
        for resource in resources { table.add(resource.name, cached(resource.cached)) }
        if let budget = report.budget { table.add("requests", requests(budget)) }
        table.add("queue", queue)
        table.add("ended", ended)
        for warning in report.warnings { table.add("warning", warning) }
        let headline = Headline(report, at: now, installation)
        return ([Terminal.bold(headline.first)] + headline.others + [table.text])
            .joined(separator: "\n")
    }

    private var resources: [(name: String, cached: StatusReport.CachedResource)] {
        [
            ("departments", report.cache.departments), ("users", report.cache.users),
            ("sessions", report.cache.sessions),
        ]
    }

    private var agent: String {
        guard report.daemon.running else { return "not running" }
        return "running" + (report.daemon.pid.map { ", pid \($0)" } ?? "")
    }

    private var line: String {
        let span = report.connectivity.since.map { now.timeIntervalSince($0.date) }
        return report.connectivity.state + (span.map { " for \(Int($0).spelledOut)" } ?? "")
    }

    private var layers: [(name: String, layer: Layer)] {
        let layers = report.connectivity.layers
        return [("link", layers.link), ("host", layers.host), ("API", layers.api)]
    }

    private func words(_ layer: Layer) -> String {
        layer.state.rawValue + (layer.reason.map { ": \($0)" } ?? "")
    }

    private func cached(_ resource: StatusReport.CachedResource) -> String {
        let age =
            resource.refreshedAt.map { "as of \($0.date.ago(at: now))" }
            ?? (resource.walked == nil ? "never fetched" : "fetched for the first time")
        let failure = resource.failure.map { why in
            let when = resource.failedAt.map { " \($0.date.ago(at: now))" } ?? ""
            return "; last try\(when): \(why)"
        }
        return "\(resource.count), \(age)" + extent(resource) + (failure ?? "")
    }

    private func extent(_ resource: StatusReport.CachedResource) -> String {
        guard let walked = resource.walked else {
            return resource.complete || resource.refreshedAt == nil ? "" : ", not complete"
        }
        return (resource.complete ? ", being compared: " : ", not complete: ") + walked.words
    }

    private func requests(_ budget: StatusReport.Budget) -> String {
        if let until = budget.pausedUntil {
            let seconds = max(1, Int(until.date.timeIntervalSince(now).rounded(.up)))
            return "none for \(seconds.spelledOut): the server says that the account's limit is "
                + "used up"
        }
        let left = min(budget.fiveSeconds.left, budget.fiveMinutes.left)
        return """
            \(left) may leave at once; our share is \(budget.fiveSeconds.limit) in 5 seconds, \
            \(budget.fiveMinutes.limit) in 5 minutes
            """
    }

    private var queue: String {
        let outbox = report.outbox
        let oldest = outbox.oldestQueuedSeconds.map { ", the oldest for \($0.spelledOut)" } ?? ""
        return """
            \(outbox.queued) queued, \(outbox.sending) sending, \(outbox.conflict) conflict, \
            \(outbox.held) held\(oldest)
            """
    }

    private var ended: String {
        let outbox = report.outbox
        return """
            \(outbox.delivered) delivered, \(outbox.rejected) rejected, \(outbox.superseded) \
            superseded, \(outbox.cancelled) cancelled, \(outbox.expired) expired
            """
    }
}
