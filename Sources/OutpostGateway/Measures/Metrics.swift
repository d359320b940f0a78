import Foundation
import Hummingbird
import OutpostModel
import OutpostSync

/// Everything that is worth watching, as Prometheus reads it.
struct Metrics: Room {
    let facilities: Facilities
    let requests: RequestCounts
    let readers: EventReaders

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("metrics") { _, _ in
            let text = try families().map(\.text).joined()
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private func families() throws -> [MetricFamily] {
        let now = facilities.clocks.now()
        let report = try facilities.overview.report(at: now)
        return [about(report.daemon)] + queue(report.outbox) + done
            + copy(report.cache) + line(report) + [budget] + requests.families + [
                MetricFamily(
                    "outpost_http_event_readers", "Programs that read events as they happen.",
                    .gauge, Double(readers.count))
            ] + ProcessFigures.families
    }

    private func about(_ daemon: StatusReport.Daemon) -> MetricFamily {
        MetricFamily(
            "outpost_build_info", "Always 1; its label is the version.", .gauge,
            [.init(labels: [.init("version", daemon.version ?? Version.current)], value: 1)])
    }

    private func queue(_ outbox: StatusReport.OutboxReport) -> [MetricFamily] {
        [
            MetricFamily(
                "outpost_transfers", "Transfers that stand or have ended in a state.", .gauge,
                outbox.counts.map { state, count in
                    .init(labels: [.init("state", state.rawValue)], value: Double(count))
                }),
            MetricFamily(
                "outpost_transfers_accepted_total", "Transfers ever accepted.", .counter,
                Double(outbox.accepted)),
            MetricFamily(
                "outpost_queue_oldest_age_seconds",
                "How long the oldest queued transfer has waited; 0 if none waits.", .gauge,
                Double(outbox.oldestQueuedSeconds ?? 0)),
        ]
    }

    /// Since the agent's start: a counter may begin anew.
    private var done: [MetricFamily] {
        let values = facilities.counts.values
        let attempts = Attempt.Outcome.allCases.map { outcome in
            MetricFamily.Sample(
                labels: [.init("outcome", outcome.rawValue)],
                value: Double(values.attempts[outcome] ?? 0))
        }
        let refreshes = Resource.allCases.flatMap { resource in
            [true, false].map { succeeded in
                MetricFamily.Sample(
                    labels: [
                        .init("resource", resource.rawValue),
                        .init("result", succeeded ? "success" : "failure"),
                    ],
                    value: Double(
                        values.refreshes[.init(resource, succeeded: succeeded)] ?? 0))
            }
        }
        return [
            MetricFamily(
                "outpost_attempts_total", "Transfers that were sent, by how it came out.",
                .counter, attempts),
            MetricFamily(
                "outpost_refreshes_total",
                "Refreshes of a list, by how they came out.", .counter, refreshes),
        ]
    }

    private func copy(_ cache: StatusReport.CacheReport) -> [MetricFamily] {
        let lists = [
            ("departments", cache.departments), ("users", cache.users),
            ("sessions", cache.sessions),
        ]
        return [
            MetricFamily(
                "outpost_cache_items", "Items in the copy.", .gauge,
                lists.map { name, list in
                    .init(labels: [.init("resource", name)], value: Double(list.count))
                }),
            MetricFamily(
                "outpost_cache_age_seconds",
                "Time since the copy was last refreshed; missing while it never was.", .gauge,
                lists.compactMap { name, list in
                    list.ageSeconds.map {
                        .init(labels: [.init("resource", name)], value: Double($0))
                    }
                }),
        ]
    }

    private func line(_ report: StatusReport) -> [MetricFamily] {
        let layers = report.connectivity.layers
        return [
            MetricFamily(
                "outpost_connectivity_state", "1 for the state of the line to the API.", .gauge,
                ["online", "offline", "unknown"].map { state in
                    .init(
                        labels: [.init("state", state)],
                        value: report.connectivity.state == state ? 1 : 0)
                }),
            MetricFamily(
                "outpost_connectivity_layer_up",
                "1 if the layer works, 0 if not; missing while that is unknown.", .gauge,
                [("link", layers.link), ("host", layers.host), ("api", layers.api)]
                    .filter { $0.1.state != .unknown }.map { name, layer in
                        .init(
                            labels: [.init("layer", name)], value: layer.state == .up ? 1 : 0)
                    }),
            MetricFamily(
                "outpost_queue_paused", "1 while the API refuses the key.", .gauge,
                report.paused == nil ? 0 : 1),
        ]
    }

    private var budget: MetricFamily {
        let clocks = facilities.clocks
        let left = facilities.meter.current.report(at: clocks.uptime(), now: clocks.now())
        return MetricFamily(
            "outpost_budget_requests",
            "Requests that could leave at once, by the limit for 5 seconds and for 5 minutes.",
            .gauge,
            [("5s", left.fiveSeconds), ("5m", left.fiveMinutes)].map { name, window in
                .init(labels: [.init("window", name)], value: Double(window.left))
            })
    }
}

extension StatusReport.OutboxReport {
    fileprivate var counts: [(Intent.State, Int)] {
        [
            (.queued, queued), (.sending, sending), (.conflict, conflict), (.held, held),
            (.delivered, delivered), (.superseded, superseded), (.cancelled, cancelled),
            (.expired, expired), (.rejected, rejected),
        ]
    }
}
