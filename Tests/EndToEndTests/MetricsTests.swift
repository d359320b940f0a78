import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Subprocess
import SystemPackage
import Testing

/// What the agent tells Prometheus and whoever asks whether it is ready.
@Suite(.timeLimit(.minutes(2)))
struct MetricsTests {
    private static let program = ["/usr/bin/promtool", "/usr/local/bin/promtool"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(
        "promtool finds nothing to say about the metrics",
        .enabled(if: program != nil, "promtool is not installed: Scripts/prepare tests"))
    func promtool() async throws {
        let program = try #require(Self.program)
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let caller = branch.socketCaller
                for path in ["/outpost/v1/status", "/nowhere", "/outpost/v1/intents/x"] {
                    _ = try await caller.get(path)
                }
                let metrics = try await caller.get("/metrics")
                #expect(metrics.headers["content-type"]?.hasPrefix("text/plain") == true)
                let result = try await run(
                    .path(FilePath(program)), arguments: ["check", "metrics"],
                    input: .string(metrics.body), output: .string(limit: 1 << 16),
                    error: .string(limit: 1 << 16))
                #expect(result.terminationStatus.isSuccess)
                #expect(result.standardError.isEmpty, "\(result.standardError)")
                #expect(result.standardOutput.isEmpty, "\(result.standardOutput)")
            }
        }
    }

    @Test("the figures are those of the queue, the copy, the line and the requests")
    func figures() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let caller = branch.socketCaller
                let session = try await branch.pendingSession()
                let department = try await branch.department(otherThan: session.departmentId)
                let done = try await branch.outpost(
                    "transfer", session.id.text, "--department", department.id.text, "--wait",
                    "20s")
                #expect(done.status == 0)
                try await branch.simulator.cutLine()
                _ = try await branch.outpost(
                    "transfer", session.id.text, "--department", "cobranca")
                try await eventually("the line is down") {
                    try await agent.status().connectivity.state == "offline"
                }
                let status = try await agent.status()
                let text = try await caller.get("/metrics").body
                let lines = Set(text.split(separator: "\n").map { String($0) })
                for line in [
                    "outpost_transfers{state=\"queued\"} 1",
                    "outpost_transfers{state=\"delivered\"} 1",
                    "outpost_transfers_accepted_total 2",
                    "outpost_attempts_total{outcome=\"delivered\"} 1",
                    "outpost_connectivity_state{state=\"offline\"} 1",
                    "outpost_connectivity_state{state=\"online\"} 0",
                    "outpost_connectivity_layer_up{layer=\"host\"} 0",
                    "outpost_queue_paused 0",
                    "outpost_cache_items{resource=\"sessions\"} \(status.cache.sessions.count)",
                ] {
                    #expect(lines.contains(line), "\(line)")
                }
                for name in [
                    "outpost_queue_oldest_age_seconds ", "outpost_cache_age_seconds{",
                    "outpost_budget_requests{window=\"5s\"} ",
                    "outpost_refreshes_total{resource=\"users\",result=\"success\"} ",
                    "outpost_http_requests_total{route=\"/outpost/v1/status\",method=\"GET\",",
                    "outpost_http_request_duration_seconds_bucket{route=\"/outpost/v1/nudge\",",
                ] {
                    #expect(lines.contains { $0.hasPrefix(name) }, "\(name)")
                }
                #expect(!text.contains(session.id.text))
            }
        }
    }

    @Test("ready means that look-ups and transfers work, with the line down too")
    func ready() async throws {
        try await Branch.open { branch in
            try await branch.simulator.cutLine()
            try await branch.withAgent { agent in
                try await eventually("the agent listens") {
                    (try? await branch.socketCaller.get("/healthz"))?.status == 200
                }
                let empty = try await branch.socketCaller.get("/readyz")
                #expect(empty.status == 503)
                #expect(empty.json?["ready"] == .bool(false))
                #expect(empty.json?["reasons"]?.array?.count == 3)
                try await branch.simulator.restoreLine()
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                try await eventually("it is ready") {
                    try await branch.socketCaller.get("/readyz").status == 200
                }
                // Somebody holds the queue and does not let go.
                let stranger = Stranger()
                try stranger.open(branch.data + "/outbox.sqlite", "BEGIN IMMEDIATE")
                try await eventually("it is not ready") {
                    try await branch.socketCaller.get("/readyz").status == 503
                }
                let held = try await branch.socketCaller.get("/readyz")
                #expect(held.body.contains("the queue cannot be written"))
                stranger.close()
                try await eventually("it is ready again") {
                    try await branch.socketCaller.get("/readyz").status == 200
                }
            }
        }
    }
}
