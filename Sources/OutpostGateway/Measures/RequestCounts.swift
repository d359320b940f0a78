import Synchronization

/// The requests to the local API, counted by route, method and class of status.
///
/// By the route's template and never by the path: a path holds ids, and each would be a new row for
/// ever. What no route knows is one row.
final class RequestCounts: Sendable {
    struct Route: Hashable, Comparable {
        let template: String
        let method: String

        static func < (left: Self, right: Self) -> Bool {
            (left.template, left.method) < (right.template, right.method)
        }
    }

    private struct Row {
        /// By the status' first digit.
        var classes: [Int: Int] = [:]
        var latency = Histogram()
    }

    private let rows = Mutex<[Route: Row]>([:])
    private static let methods: Set = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// - Parameters:
    ///   - template: nil for what no route knows.
    ///   - seconds: until the answer began.
    func count(template: String?, method: String, status: Int, seconds: Double) {
        let method = Self.methods.contains(method) ? method : "other"
        let route = Route(template: template ?? "other", method: method)
        rows.withLock { rows in
            rows[route, default: Row()].classes[status / 100, default: 0] += 1
            rows[route, default: Row()].latency.add(seconds)
        }
    }

    var families: [MetricFamily] {
        let rows = rows.withLock { $0 }.sorted { $0.key < $1.key }
        let requests = rows.flatMap { route, row in
            row.classes.sorted { $0.key < $1.key }.map { digit, count in
                MetricFamily.Sample(
                    labels: route.labels + [.init("status", "\(digit)xx")], value: Double(count))
            }
        }
        return [
            MetricFamily(
                "outpost_http_requests_total", "Requests to the local API.", .counter, requests),
            MetricFamily(
                "outpost_http_request_duration_seconds", "Time until the answer began.", .histogram,
                rows.flatMap { route, row in row.latency.samples(route.labels) }),
        ]
    }
}

extension RequestCounts.Route {
    fileprivate var labels: [MetricFamily.Label] {
        [.init("route", template), .init("method", method)]
    }
}
